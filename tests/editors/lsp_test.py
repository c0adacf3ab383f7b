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

    def test_a_note_may_be_left_as_it_is_by_a_comment_above_its_item(self):
        self.client.start(self.folder.name)
        self.client.open(self.uri, GATE)
        notes = self.client.diagnostics(self.uri, lints=True)
        note = [d for d in notes if d["code"] == "lint/no-evidence" or d["code"] == "lint/outcome-unobserved"][0]
        actions = self.client.call("textDocument/codeAction", {"textDocument": {"uri": self.uri}, "range": note["range"], "context": {"diagnostics": []}})
        edit = [a for a in actions if "# allow: " + note["code"] in a["title"]][0]["edit"]["changes"][self.uri][0]
        self.assertEqual(edit["newText"], f"# allow: {note['code']} because \n")
        at = edit["range"]["start"]
        self.assertEqual((at["character"], GATE.split("\n")[at["line"]][:8]), (0, "[GATE-1]"))
        self.client.change(self.uri, 2, (at["line"], 0, at["line"], 0, edit["newText"].replace("because ", "because we know")))
        self.assertNotIn(note["code"], codes(self.client.diagnostics(self.uri, 2, lints=True)))

    def test_what_an_open_file_includes_is_read_as_it_stands_in_the_editor(self):
        part = os.path.join(self.folder.name, "words.theory")
        with open(part, "w") as file:
            file.write("Outcome KEPT: the participant keeps attending\n")
        text = 'Include "words.theory"\n\n[A-1] If the participant is met\nthen KEPT\n'
        self.assertEqual(self.begin(text), [])
        part_uri = "file://" + part
        self.client.open(part_uri, "Outcome KEPT: the participant keeps attending\n  level: nowhere\n")
        self.assertEqual(codes(self.client.diagnostics(part_uri, 1)), ["vocabulary/unknown-level"])
        # Closed, the file is again what it is on the disk.
        self.client.forget()
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

    # --- Names

    def at(self, method, line, character, **more):
        return self.client.call("textDocument/" + method,
                                {"textDocument": {"uri": self.uri}, "position": {"line": line, "character": character}, **more})

    def offered(self, text, **settings):
        """Labels offered at the bar in the text, and what stands in the range that each would replace."""
        before, after = text.split("|")
        self.begin(before + after, **settings)
        line, character = before.count("\n"), len(before.split("\n")[-1])
        items = self.at("completion", line, character)
        items = items["items"] if isinstance(items, dict) else items
        written = {before.split("\n")[line][i["textEdit"]["range"]["start"]["character"]:character] for i in items}
        return [i["label"] for i in items], written

    def test_a_phrase_of_several_words_is_offered_from_its_first_one_on(self):
        labels, written = self.offered(GATE + "\n[GATE-2] If the participant ke|\n")
        self.assertIn("the participant keeps attending", labels)
        self.assertNotIn("RELEASED", labels)
        self.assertEqual(written, {"the participant ke"})
        # What is being written is no name yet.
        self.assertNotIn("the participant ke", labels)

    def test_short_names_are_offered_where_a_clause_begins(self):
        labels, written = self.offered(GATE + "\n[GATE-2] If |\n")
        self.assertIn("RELEASED", labels)
        self.assertIn("the participant keeps attending", labels)
        self.assertEqual(written, {""})

    def test_keywords_are_those_of_the_item(self):
        labels, written = self.offered(GATE + "un|")
        self.assertIn("unless", labels)
        self.assertNotIn("observed when", labels)
        self.assertEqual(written, {"un"})

    def test_an_indicator_offers_events_of_the_theory_and_of_the_data(self):
        with open(os.path.join(self.folder.name, "cases.ndjson"), "w") as file:
            file.write('{"case": "A", "kind": "participant", "attributes": {"housing": {"status": "hostel"}}, '
                       '"events": [{"type": "gate meeting", "at": "2016-05-01", "by": "practitioner"}]}\n')
        text = GATE + "\nOutcome: the participant keeps attending\n  observed when event |\n"
        labels, written = self.offered(text, data="cases.ndjson")
        self.assertIn("gate meeting", labels)
        self.assertIn("release", labels)
        insert = {i["label"]: i["textEdit"]["newText"] for i in self.at("completion", 10, 22)["items"]}
        self.assertEqual(insert["gate meeting"], '"gate meeting"')
        self.client.change(self.uri, 2, (10, 22, 10, 22, '"gate meeting" where '))
        self.assertIn("by", [i["label"] for i in self.at("completion", 10, 43)["items"]])
        self.client.change(self.uri, 3, (10, 43, 10, 43, "by is "))
        self.assertIn("practitioner", [i["label"] for i in self.at("completion", 10, 49)["items"]])
        self.client.change(self.uri, 4, (10, 16, 10, 49, "hous"))
        items = self.at("completion", 10, 20)["items"]
        self.assertIn("housing.status", [i["label"] for i in items])
        self.assertEqual(items[0]["textEdit"]["range"]["start"]["character"], 16)

    def test_an_expectation_offers_labels_then_verdicts(self):
        labels, _ = self.offered(GATE + "\nExample: met\n  Given event release on 2016-05-01\n  Expect |\n")
        self.assertIn("GATE-1", labels)
        self.client.change(self.uri, 2, (11, 9, 11, 9, "GATE-1 "))
        self.assertIn("fired", [i["label"] for i in self.at("completion", 11, 16)["items"]])

    def test_a_folder_s_settings_name_files_alone(self):
        # "-" would be the server's own input.
        self.begin(data=["-", "postgresql://localhost/x?query=select 1", "nowhere.ndjson"])
        told = self.client.wait_for(lambda m: m.get("method") == "window/showMessage")["params"]["message"]
        self.assertNotIn("postgres", told)
        self.assertIsNotNone(self.at("hover", 5, 14))

    def test_hover_says_role_indicator_and_counts(self):
        with open(os.path.join(self.folder.name, "cases.ndjson"), "w") as file:
            file.write('{"case": "A", "events": [{"type": "release", "at": "2016-05-01"}]}\n{"case": "B"}\n')
        self.begin(data=["cases.ndjson"])
        text = self.at("hover", 5, 14)["contents"]["value"]
        self.assertIn("**the participant is released**", text)
        self.assertIn("context", text)
        self.assertIn("observed when event release", text)
        # A record that has no release tells that it did not happen: dormant, and nothing else is decided in the other.
        self.assertIn("1 dormant", self.at("hover", 5, 3)["contents"]["value"])

    def test_definition_is_the_declaration_also_of_a_short_name_and_in_another_file(self):
        part = os.path.join(self.folder.name, "words.theory")
        with open(part, "w") as file:
            file.write("# Words.\nOutcome KEPT: the participant keeps attending\n")
        self.begin('Include "words.theory"\n\n[A-1] If the participant is met\nthen KEPT\n\n[A-2] If the participant keeps  attending\nthen all is well\n')
        there = {"uri": "file://" + part, "range": {"start": {"line": 1, "character": 14}, "end": {"line": 1, "character": 45}}}
        self.assertEqual(self.at("definition", 3, 6), there)
        self.assertEqual(self.at("definition", 5, 12), there)
        self.assertEqual(self.at("definition", 0, 12)["uri"], "file://" + part)
        places = [(r["uri"][-12:], r["range"]["start"]["line"]) for r in self.at("references", 3, 6, context={"includeDeclaration": True})]
        self.assertEqual(places, [("/gate.theory", 3), ("/gate.theory", 5), ("words.theory", 1), ("words.theory", 1)])

    def test_a_phrase_is_renamed_everywhere_it_is_written_so_and_nowhere_else(self):
        text = ("Context C1: the participant has a home\n  also: a home\n  observed when {the participant has a home} or event move\n\n"
                "[A-1] If the participant has a home\nthen C1 and the participant has a home\n"
                "unless The participant has a\n home.\nbecause a home is a home\n\n"
                "Example: at home\n  Given judged \"the participant has a home\" yes\n  Expect \"the participant has a home\" unknown\n")
        self.begin(text)
        edit = self.at("rename", 4, 12, newName="the participant lives somewhere")
        got = sorted((e["range"]["start"]["line"], e["range"]["start"]["character"], e["newText"]) for e in edit["changes"][self.uri])
        new = "the participant lives somewhere"
        self.assertEqual(got, [(0, 12, new), (2, 17, new), (4, 9, new), (5, 12, new), (6, 7, new), (11, 16, new), (12, 10, new)])

    def test_a_name_that_would_be_read_as_something_else_is_put_in_quotes(self):
        self.begin()
        edit = self.at("rename", 7, 10, newName="the participant comes within 2 days")
        self.assertEqual([e["newText"] for e in edit["changes"][self.uri]], ['"the participant comes within 2 days"'])

    def test_a_name_that_is_taken_is_refused(self):
        self.begin()
        request = self.client.ask("textDocument/rename", {"textDocument": {"uri": self.uri}, "position": {"line": 7, "character": 10},
                                                          "newName": "Someone meets the participant at the gate"})
        self.assertIn("error", self.client.reply(request))

    def test_a_label_is_renamed_with_what_is_expected_of_it(self):
        self.begin(GATE + "\nExample: met\n  Given event release on 2016-05-01\n  Expect GATE-1 pending\n")
        edit = self.at("rename", 11, 10, newName="GATE-9")
        self.assertEqual(sorted(e["range"]["start"]["line"] for e in edit["changes"][self.uri]), [5, 11])

    def test_the_focus_is_the_phrase_or_the_statement_in_the_theory_that_includes_the_file(self):
        part = os.path.join(self.folder.name, "part.theory")
        with open(part, "w") as file:
            file.write("[P-1] If the participant is met\nthen they come back\n(evidence: trial)\n")
        self.begin('Include "part.theory"\n')
        with open(part) as file:
            self.client.open("file://" + part, file.read())
        ask = {"textDocument": {"uri": "file://" + part}, "position": {"line": 1, "character": 7}}
        theory = os.path.join(self.folder.name, "gate.theory")
        self.assertEqual(self.client.call("realist/focus", ask), {"theory": theory, "focus": "they come back"})
        ask["position"] = {"line": 2, "character": 0}
        self.assertEqual(self.client.call("realist/focus", ask), {"theory": theory, "focus": "P-1"})

    # --- Colours, counts, examples

    def test_colours_are_the_words_in_order_and_a_change_is_told_as_a_difference(self):
        legend = self.client.start(self.folder.name)["capabilities"]["semanticTokensProvider"]["legend"]
        self.client.open(self.uri, "[A-1] If \U0001F600 x\nthen y within 2 days\n")
        document = {"textDocument": {"uri": self.uri}}
        first = self.client.call("textDocument/semanticTokens/full", document)
        names = [legend["tokenTypes"][t] for t in first["data"][3::5]]
        self.assertEqual(names, ["class", "keyword", "variable", "keyword", "variable", "macro"])
        self.assertEqual(first["data"][10:13], [0, 3, 4])  # the phrase: a face of two units, a blank, a letter
        self.client.change(self.uri, 2, (1, 5, 1, 6, "yes"))
        delta = self.client.call("textDocument/semanticTokens/full/delta", {**document, "previousResultId": first["resultId"]})
        data = list(first["data"])
        for edit in delta["edits"]:
            data[edit["start"]:edit["start"] + edit["deleteCount"]] = edit["data"]
        self.assertEqual(data, self.client.call("textDocument/semanticTokens/full", document)["data"])
        self.assertLess(sum(len(e["data"]) for e in delta["edits"]), len(data))

    def test_counts_stand_above_statements_and_examples_can_be_run(self):
        with open(os.path.join(self.folder.name, "cases.ndjson"), "w") as file:
            file.write('{"case": "A", "events": [{"type": "release", "at": "2016-05-01"}]}\n{"case": "B"}\n')
        self.begin(GATE + "\nExample: nobody is released\n  Given age is 30\n  Expect GATE-1 dormant\n\n"
                          "Example: wrong\n  Given age is 30\n  Expect GATE-1 fired\n", data=["cases.ndjson"])
        lenses = self.client.call("textDocument/codeLens", {"textDocument": {"uri": self.uri}})
        above = {l["range"]["start"]["line"]: l["command"] for l in lenses}
        self.assertIn("1 dormant", above[5]["title"])
        run = self.client.call("workspace/executeCommand", {"command": above[9]["command"], "arguments": above[9]["arguments"]})
        self.assertEqual((run["failed"], run["expectations"][0]["met"]), (0, True))
        run = self.client.call("workspace/executeCommand", {"command": above[13]["command"], "arguments": above[13]["arguments"]})
        self.assertEqual((run["failed"], run["expectations"][0]["got"][:7]), (1, "dormant"))
        told = [m["params"]["message"] for m in self.client.kept if m.get("method") == "window/showMessage"]
        self.assertTrue(any("as expected" in m for m in told))


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
