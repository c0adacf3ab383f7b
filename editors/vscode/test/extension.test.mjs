// The extension in an editor made of paper: what it registers, starts, asks and shows.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { here, load } from "./mock.mjs";

const state = (globalThis.paper = {});

const vscode = `
const paper = globalThis.paper;
const listens = (name) => (listener) => { paper.listeners[name] = listener; return { dispose() {} }; };
export const ViewColumn = { Beside: -2 };
export const Uri = { file: (path) => ({ fsPath: path, toString: () => "file://" + path }) };
export const workspace = {
  getConfiguration: () => ({ get: (name) => paper.settings[name] }),
  getWorkspaceFolder: () => ({ uri: { fsPath: "/work" } }),
  workspaceFolders: [],
  createFileSystemWatcher: (glob) => { paper.watched = glob; return {}; },
  onDidSaveTextDocument: listens("save"),
  onDidChangeConfiguration: listens("configuration"),
};
export const window = {
  get activeTextEditor() { return paper.editor; },
  onDidChangeTextEditorSelection: listens("selection"),
  showErrorMessage: async (text) => { paper.told.push(text); },
  showInformationMessage: async (text) => { paper.told.push(text); },
  showInputBox: async () => paper.input,
  createOutputChannel: () => ({ clear() { paper.output = ""; }, append(text) { paper.output += text; }, appendLine(text) { paper.output += text + "\\n"; }, show() {}, dispose() {} }),
  createWebviewPanel: (type, title, column, options) => {
    const panel = { title, webview: { html: "" }, options, onDidDispose(f) { panel.closed = f; }, dispose() { panel.closed?.(); } };
    paper.panels.push(panel);
    return panel;
  },
};
export const commands = {
  registerTextEditorCommand: (name, act) => { paper.commands[name] = act; return { dispose() {} }; },
  registerCommand: (name, act) => { paper.commands[name] = act; return { dispose() {} }; },
  executeCommand: async () => {},
};`;
const client = `
export class LanguageClient {
  constructor(id, name, server, options) { globalThis.paper.clients.push({ server, options, running: false }); this.own = globalThis.paper.clients.at(-1); }
  async start() { if (globalThis.paper.refuses) throw new Error("no"); this.own.running = true; }
  async stop() { this.own.running = false; }
  async sendRequest(method, params) { globalThis.paper.asked.push(method); return globalThis.paper.focus(params); }
}`;
const processes = `
export function execFile(program, args, options, done) {
  globalThis.paper.ran.push([program, ...args]);
  setImmediate(() => done(null, globalThis.paper.out, ""));
}`;

const extension = await load("src/extension.ts", { vscode, "vscode-languageclient/node": client, "node:child_process": processes });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0)).then(() => new Promise((resolve) => setTimeout(resolve, 0)));

function editorAt(line) {
  return {
    document: { languageId: "realist", uri: { fsPath: "/home/designer/a.theory", toString: () => "file:///home/designer/a.theory" }, save: async () => true },
    selection: { active: { line, character: 0 } },
  };
}

beforeEach(async () => {
  Object.assign(state, { settings: { path: "/opt/realist", data: ["cases.ndjson"], previewDepth: 3 }, listeners: {}, commands: {}, clients: [], told: [],
    panels: [], asked: [], ran: [], out: "<svg>1</svg>", refuses: false, input: "SW-014", output: "", editor: editorAt(0),
    focus: ({ position }) => ({ placeholder: position.line === 0 ? "a home" : "a phone" }) });
  await extension.deactivate();
});

test("every command of the manifest is registered, and no other", async () => {
  await extension.activate({ subscriptions: [] });
  const manifest = JSON.parse(await readFile(path.join(here, "..", "package.json"), "utf8"));
  assert.deepEqual(Object.keys(state.commands).sort(), manifest.contributes.commands.map((c) => c.command).sort());
});

test("the server that the settings name is started with the data they name", async () => {
  await extension.activate({ subscriptions: [] });
  const [started] = state.clients;
  assert.deepEqual(started.server, { command: "/opt/realist", args: ["lsp"] });
  assert.deepEqual(started.options.initializationOptions, { data: ["cases.ndjson"] });
  assert.equal(started.running, true);
});

test("a program that cannot be started is told, and another path starts another one", async () => {
  state.refuses = true;
  await extension.activate({ subscriptions: [] });
  assert.match(state.told[0], /\/opt\/realist.*realist\.path/);
  state.refuses = false;
  state.settings.path = "/usr/bin/realist";
  await state.listeners.configuration({ affectsConfiguration: (name) => name === "realist.path" });
  assert.equal(state.clients.at(-1).server.command, "/usr/bin/realist");
});

test("the picture follows the cursor, and is drawn once for one phrase", async () => {
  await extension.activate({ subscriptions: [] });
  state.commands["realist.preview"](editorAt(0));
  await settled();
  assert.equal(state.panels.length, 1);
  assert.equal(state.panels[0].options.enableScripts, false);
  assert.deepEqual(state.ran, [["/opt/realist", "graph", "/home/designer/a.theory", "--format", "svg", "--quiet", "--focus", "a home", "--depth", "3"]]);
  assert.match(state.panels[0].webview.html, /<svg>1<\/svg>/);
  state.listeners.selection({ textEditor: editorAt(0) });
  await settled();
  assert.equal(state.ran.length, 1);
  state.out = "<svg>2</svg>";
  state.listeners.selection({ textEditor: editorAt(1) });
  await settled();
  assert.equal(state.panels[0].title, "a phone");
  assert.match(state.panels[0].webview.html, /<svg>2<\/svg>/);
});

test("a saved text is drawn again; a closed picture is not", async () => {
  await extension.activate({ subscriptions: [] });
  state.commands["realist.preview"](editorAt(0));
  await settled();
  state.listeners.save({ languageId: "realist" });
  await settled();
  assert.equal(state.ran.length, 2);
  state.panels[0].dispose();
  state.listeners.selection({ textEditor: editorAt(1) });
  await settled();
  assert.equal(state.ran.length, 2);
});

test("judging asks for cases where none are named", async () => {
  state.settings.data = [];
  await extension.activate({ subscriptions: [] });
  state.commands["realist.run"](editorAt(0));
  await settled();
  assert.deepEqual(state.ran, []);
  assert.match(state.told[0], /realist\.data/);
});

test("why is asked of a case about what stands under the cursor", async () => {
  state.out = "because\n";
  await extension.activate({ subscriptions: [] });
  state.commands["realist.why"](editorAt(1));
  await settled();
  assert.deepEqual(state.ran, [["/opt/realist", "why", "/home/designer/a.theory", "cases.ndjson", "--case", "SW-014", "a phone"]]);
  assert.match(state.output, /because/);
});
