// Another client of the server than the Python one: the libraries that VS Code itself speaks with. The program: REALIST.
import assert from "node:assert/strict";
import { test } from "node:test";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { createProtocolConnection, StreamMessageReader, StreamMessageWriter, InitializeRequest, DidOpenTextDocumentNotification,
  PublishDiagnosticsNotification, CompletionRequest, RenameRequest, SemanticTokensRequest, DocumentSymbolRequest, ShutdownRequest, ExitNotification,
  ErrorCodes } = require("vscode-languageserver-protocol/node");

const program = process.env.REALIST;
const skip = program === undefined ? "REALIST does not name the program" : false;
const uri = "file:///nowhere/gate.theory";
const text = "Context HOME: the participant has a home\n\n[A-1] If HOME\nthen the participant feels safe\nthen they come back within 2 days\n";

async function begun(capabilities = {}) {
  const process = spawn(program, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin));
  connection.listen();
  const { capabilities: offered } = await connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities });
  await connection.sendNotification("initialized", {});
  const told = new Promise((resolve) => connection.onNotification(PublishDiagnosticsNotification.type, resolve));
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "realist", version: 1, text } });
  return { process, connection, offered, diagnostics: (await told).diagnostics };
}

async function ended({ process, connection }) {
  await connection.sendRequest(ShutdownRequest.type);
  const status = new Promise((resolve) => process.on("exit", resolve));
  await connection.sendNotification(ExitNotification.type);
  return status;
}

test("it is opened, asked and ended as the libraries do", { skip }, async () => {
  const session = await begun({ textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } });
  assert.deepEqual(session.diagnostics.filter((d) => d.severity === 1), []);
  assert.equal(session.offered.textDocumentSync.change, 2);
  const symbols = await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
  assert.deepEqual(symbols.map((s) => s.name), ["HOME", "A-1"]);
  for (const s of symbols) assert.ok(s.range.start.line <= s.selectionRange.start.line && s.selectionRange.end.line <= s.range.end.line);
  assert.equal(await ended(session), 0);
});

test("completion, renaming and colours come in the shapes the libraries expect", { skip }, async () => {
  const session = await begun({ workspace: { workspaceEdit: { documentChanges: true } } });
  const at = { textDocument: { uri }, position: { line: 3, character: 5 } };
  const offers = await session.connection.sendRequest(CompletionRequest.type, at);
  assert.ok(offers.items.some((i) => i.label === "they come back"));
  assert.ok(offers.items.every((i) => i.textEdit.range.end.character === 5));
  const edit = await session.connection.sendRequest(RenameRequest.type, { ...at, newName: "the participant is at ease" });
  assert.deepEqual(edit.documentChanges[0].textDocument, { uri, version: 1 });
  assert.equal(edit.documentChanges[0].edits.length, 1);
  const tokens = await session.connection.sendRequest(SemanticTokensRequest.type, { textDocument: { uri } });
  assert.equal(tokens.data.length % 5, 0);
  assert.equal(await ended(session), 0);
});

test("an unknown method has the code that the libraries have for it", { skip }, async () => {
  const session = await begun();
  await assert.rejects(session.connection.sendRequest("realist/nothing", {}), (error) => error.code === ErrorCodes.MethodNotFound);
  assert.equal(await ended(session), 0);
});
