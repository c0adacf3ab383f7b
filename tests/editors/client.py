"""A client of `realist lsp` that speaks the protocol over a pipe, byte by byte if need be, and waits for what it names."""
import json
import os
import queue
import subprocess
import threading


class Client:
    def __init__(self, program, *arguments, folder=None):
        self.process = subprocess.Popen([program, "lsp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, cwd=folder)
        self.messages = queue.Queue()
        self.kept = []
        self.last_id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            while True:
                line = out.readline()
                if not line:
                    return self.messages.put(None)
                if line == b"\r\n":
                    break
                name, value = line.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
            self.messages.put(json.loads(out.read(length)))

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params=None):
        self.send({"method": method, "params": params if params is not None else {}})

    def ask(self, method, params=None):
        """Sends a request and gives its id."""
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params if params is not None else {}})
        return self.last_id

    def wait_for(self, wanted, seconds=60):
        """The first message, of those kept or to come, that `wanted` takes; the others are kept."""
        for i, message in enumerate(self.kept):
            if wanted(message):
                return self.kept.pop(i)
        while True:
            message = self.messages.get(timeout=seconds)
            if message is None:
                raise EOFError("the server ended")
            if wanted(message):
                return message
            self.kept.append(message)

    def reply(self, request):
        return self.wait_for(lambda m: m.get("id") == request and "method" not in m)

    def call(self, method, params=None):
        answer = self.reply(self.ask(method, params))
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def diagnostics(self, uri, version=None, lints=False):
        """What is told of a file next (of that version of it); what the linter adds only where it is asked for."""
        def wanted(m):
            return (m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri
                    and (version is None or m["params"].get("version") == version))
        told = self.wait_for(wanted)["params"]["diagnostics"]
        return [d for d in told if lints or not d["code"].startswith("lint/")]

    def forget(self):
        self.kept.clear()
        while not self.messages.empty():
            self.messages.get()

    def start(self, folder=None, **settings):
        params = {"processId": os.getpid(), "rootUri": "file://" + folder if folder else None,
                  "capabilities": settings.pop("capabilities", {}), "initializationOptions": settings}
        result = self.call("initialize", params)
        self.notify("initialized")
        return result

    def open(self, uri, text, version=1):
        self.notify("textDocument/didOpen",
                    {"textDocument": {"uri": uri, "languageId": "realist", "version": version, "text": text}})

    def change(self, uri, version, *changes):
        """Each change is a text, or (line, character, line, character, text)."""
        listed = [{"text": c} if isinstance(c, str) else
                  {"range": {"start": {"line": c[0], "character": c[1]}, "end": {"line": c[2], "character": c[3]}}, "text": c[4]}
                  for c in changes]
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": listed})

    def stop(self):
        """Shuts down as the protocol has it and gives the exit status."""
        self.call("shutdown")
        self.notify("exit")
        return self.process.wait(60)
