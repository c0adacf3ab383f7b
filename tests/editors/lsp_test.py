#!/usr/bin/env python3
"""Acts as an editor towards the real program: lsp_test.py PROGRAM"""
import os
import sys
import tempfile
import unittest

from client import Client

PROGRAM = None
GATE = """Theory: Through the gate

Context RELEASED: the participant is released
  observed when event release

[GATE-1] If RELEASED
then someone meets the participant at the gate on the same day
then the participant keeps attending
"""


def codes(diagnostics):
    return [d["code"] for d in diagnostics]


class Protocol(unittest.TestCase):
    def setUp(self):
        self.client = Client(PROGRAM)
        self.addCleanup(self.end)

    def end(self):
        self.client.process.kill()
        self.client.process.wait()
        for pipe in (self.client.process.stdin, self.client.process.stdout, self.client.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                pass

    def test_nothing_is_answered_before_initialize(self):
        answer = self.client.reply(self.client.ask("textDocument/hover"))
        self.assertEqual(answer["error"]["code"], -32002)

    def test_an_unknown_method_is_refused_and_an_unknown_notification_passed_over(self):
        self.client.start()
        self.client.notify("realist/nobodyKnows", [1, 2])
        answer = self.client.reply(self.client.ask("textDocument/nobodyKnows"))
        self.assertEqual(answer["error"]["code"], -32601)

    def test_initialize_comes_once(self):
        self.client.start()
        self.assertEqual(self.client.reply(self.client.ask("initialize"))["error"]["code"], -32600)

    def test_after_shutdown_only_exit_is_understood(self):
        self.client.start()
        self.client.call("shutdown")
        self.assertEqual(self.client.reply(self.client.ask("textDocument/formatting"))["error"]["code"], -32600)
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(60), 0)

    def test_exit_without_shutdown_is_a_failure(self):
        self.client.start()
        self.client.notify("exit")
        self.assertEqual(self.client.process.wait(60), 1)

    def test_the_end_of_input_ends_it(self):
        self.client.start()
        self.client.process.stdin.close()
        self.assertEqual(self.client.process.wait(60), 1)

    def test_bytes_that_are_no_message_are_answered_and_reading_goes_on(self):
        for rubbish in (b"no header at all\r\n\r\n", b"Content-Length: many\r\n\r\n", b"Content-Length: 3\r\n\r\n{]}",
                        b"Content-Length: 2\r\n\r\n[]", b"Content-Length: 4\r\n\r\nnull", b"Content-Length: 3\r\n\r\n\xff\xfe\x00"):
            self.client.send_bytes(rubbish)
            answer = self.client.wait_for(lambda m: m.get("id", 0) is None)
            self.assertIn(answer["error"]["code"], (-32700, -32600))
        self.assertIn("capabilities", self.client.start())

    def test_a_message_may_come_in_pieces_and_with_other_headers(self):
        body = b'{"jsonrpc":"2.0","id":7,"method":"initialize","params":{}}'
        message = b"content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH: %d\r\n\r\n" % len(body) + body
        for i in range(len(message)):
            self.client.send_bytes(message[i:i + 1])
        self.assertIn("capabilities", self.client.reply(7)["result"])

    def test_params_of_any_shape_are_survived(self):
        self.client.start()
        for method in ("textDocument/formatting", "textDocument/documentSymbol", "textDocument/codeAction", "textDocument/hover",
                       "textDocument/completion", "textDocument/definition", "textDocument/references", "textDocument/rename",
                       "textDocument/semanticTokens/full", "textDocument/codeLens", "workspace/executeCommand"):
            for params in ([], {}, "x", {"textDocument": 3}, {"textDocument": {"uri": "file:///nowhere.theory"}, "position": {"line": -1}}):
                self.assertIn("error", self.client.reply(self.client.ask(method, params)), method)
        for params in ([], {"textDocument": {"uri": 1}}, {"textDocument": {"uri": "a:b"}, "contentChanges": "no"}):
            self.client.notify("textDocument/didOpen", params)
            self.client.notify("textDocument/didChange", params)
        self.assertEqual(self.client.stop(), 0)


class Editing(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.client = Client(PROGRAM)
        self.addCleanup(Protocol.end, self)
        self.uri = "file://" + os.path.join(self.folder.name, "gate.theory")

    def begin(self, text=GATE, **settings):
        self.client.start(self.folder.name, **settings)
        self.client.open(self.uri, text)
        return self.client.diagnostics(self.uri)

    def test_a_mistake_is_told_at_its_words_and_taken_back(self):
        told = self.begin(GATE.replace("then someone", "thn someone"))
        self.assertEqual(codes(told), ["syntax/unknown-keyword"])
        self.assertEqual(told[0]["range"], {"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 3}})
        self.client.change(self.uri, 2, (6, 0, 6, 3, "then"))
        self.assertEqual(self.client.diagnostics(self.uri, 2), [])

    def test_positions_are_counted_in_utf16_units(self):
        told = self.begin("If \U0001F600 A\nthn B\n\nContext: \U0001F600\U0001F600 the home is warm\n  level: indivdual\n\nIf é \U0001F600 A then B \"\n")
        quote = [d for d in told if d["code"] == "syntax/unclosed-quote"][0]
        self.assertEqual(quote["range"]["start"], {"line": 6, "character": 17})

    def test_a_client_may_count_in_bytes(self):
        result = self.client.start(capabilities={"general": {"positionEncodings": ["utf-8", "utf-16"]}})
        self.assertEqual(result["capabilities"]["positionEncoding"], "utf-8")
        self.client.open(self.uri, "If \u00e9 A then B \"\n")
        self.assertEqual(self.client.diagnostics(self.uri)[0]["range"]["start"]["character"], 15)

    def test_changes_of_one_message_are_made_one_after_the_other(self):
        self.begin()
        # The second change stands in the text that the first one left.
        self.client.change(self.uri, 2, (0, 0, 2, 0, ""), (0, 0, 0, 7, "Outcome"))
        symbols = self.client.call("textDocument/documentSymbol", {"textDocument": {"uri": self.uri}})
        self.assertEqual([s["name"] for s in symbols], ["RELEASED", "GATE-1"])
        formatted = self.client.call("textDocument/formatting", {"textDocument": {"uri": self.uri}, "options": {}})
        self.assertEqual(formatted, [])

    def test_an_unfinished_last_line_is_left_in_peace_until_it_is_saved(self):
        self.assertEqual(self.begin(), [])
        written, version = "", 1
        for piece in ("\n", "If", " someone", " is", " \"met", " at the gate", "\n"):
            line = 8 + written.count("\n")
            column = len(written.split("\n")[-1])
            written += piece
            version += 1
            self.client.change(self.uri, version, (line, column, line, column, piece))
            self.assertEqual(self.client.diagnostics(self.uri, version), [], repr(written))
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": self.uri}})
        self.assertIn("syntax/missing-then", codes(self.client.diagnostics(self.uri, version)))

    def test_a_mistake_elsewhere_is_told_while_a_line_is_written(self):
        self.begin(GATE.replace("then someone", "thn someone"))
        self.client.change(self.uri, 2, (8, 0, 8, 0, "\nIf someone"))
        self.assertEqual(codes(self.client.diagnostics(self.uri, 2)), ["syntax/unknown-keyword"])

    def test_the_layout_changes_only_the_lines_that_need_it(self):
        self.begin(GATE.replace("then the participant", "   THEN the participant"))
        edits = self.client.call("textDocument/formatting", {"textDocument": {"uri": self.uri}, "options": {}})
        self.assertEqual(edits, [{"range": {"start": {"line": 7, "character": 0}, "end": {"line": 8, "character": 0}},
                                  "newText": "then the participant keeps attending\n"}])

    def test_line_ends_of_another_system_stay(self):
        self.begin("If A\r\nthen   B\r\n")
        edits = self.client.call("textDocument/formatting", {"textDocument": {"uri": self.uri}, "options": {}})
        self.assertEqual([e["newText"] for e in edits], ["then B\r\n"])

    def test_a_fix_is_offered_where_its_mistake_is(self):
        self.begin(GATE.replace("then someone", "thn someone"))
        where = {"start": {"line": 6, "character": 1}, "end": {"line": 6, "character": 1}}
        action, = self.client.call("textDocument/codeAction", {"textDocument": {"uri": self.uri}, "range": where, "context": {"diagnostics": []}})
        self.assertEqual(action["edit"]["changes"][self.uri],
                         [{"range": {"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 3}}, "newText": "then"}])
        # The lines above moved: so did the fix.
        self.client.change(self.uri, 2, (0, 0, 0, 0, "# one\n# two\n"))
        where = {"start": {"line": 8, "character": 0}, "end": {"line": 8, "character": 0}}
        action, = self.client.call("textDocument/codeAction", {"textDocument": {"uri": self.uri}, "range": where, "context": {"diagnostics": []}})
        self.assertEqual(action["edit"]["changes"][self.uri][0]["range"]["start"], {"line": 8, "character": 0})

    def test_what_an_open_file_includes_is_read_as_it_stands_in_the_editor(self):
        part = os.path.join(self.folder.name, "words.theory")
        with open(part, "w") as file:
            file.write("Outcome KEPT: the participant keeps attending\n")
        text = 'Include "words.theory"\n\n[A-1] If the participant is met\nthen KEPT\n'
        self.assertEqual(self.begin(text), [])
        part_uri = "file://" + part
        self.client.open(part_uri, "Outcome KEPT: the participant keeps attending\n  level: nowhere\n")
        self.assertEqual(codes(self.client.diagnostics(part_uri)), ["vocabulary/unknown-level"])
        # Closed, the file is again what it is on the disk.
        self.client.notify("textDocument/didClose", {"textDocument": {"uri": part_uri}})
        self.assertEqual(self.client.diagnostics(part_uri), [])

    def test_a_markdown_file_without_a_theory_is_left_alone(self):
        uri = "file://" + os.path.join(self.folder.name, "README.md")
        self.begin()
        self.client.open(uri, "# Read me\n\nIf only.\n")
        self.client.open(self.uri.replace("gate", "other"), "If A then B\n")
        self.client.diagnostics(self.uri.replace("gate", "other"))
        self.assertFalse([m for m in self.client.kept if m.get("params", {}).get("uri") == uri])

    def test_a_request_that_is_taken_back_is_said_to_be(self):
        self.begin()
        # One write, so that both wait while the server is busy with what stands before them.
        import json
        def framed(message):
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            return b"Content-Length: %d\r\n\r\n" % len(body) + body
        busy = b"".join(framed({"id": 1000 + i, "method": "textDocument/formatting", "params": {"textDocument": {"uri": self.uri}}}) for i in range(200))
        self.client.send_bytes(busy + framed({"id": "late", "method": "textDocument/formatting", "params": {"textDocument": {"uri": self.uri}}})
                               + framed({"method": "$/cancelRequest", "params": {"id": "late"}}))
        answer = self.client.reply("late")
        self.assertEqual(answer["error"]["code"], -32800)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
