// Starts the language server and offers the commands. What a command runs is in program.ts.
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { Preview } from "./preview";
import { Focus, paths, Ran, run, runArguments, whyArguments } from "./program";

let client: LanguageClient | undefined;
let output: vscode.OutputChannel | undefined;

function settings(scope?: vscode.Uri): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("realist", scope ?? null);
}

function program(): string {
  return settings().get<string>("path") || "realist";
}

function folderOf(uri: vscode.Uri): string | undefined {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}

function execute(args: string[], uri: vscode.Uri): Promise<Ran> {
  return run(program(), args, folderOf(uri));
}

async function start(): Promise<void> {
  const server: ServerOptions = { command: program(), args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "realist" }, { language: "markdown", scheme: "file" }],
    initializationOptions: { data: paths(settings().get("data")) },
    synchronize: { configurationSection: "realist", fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{theory,md}") },
  };
  client = new LanguageClient("realist", "Realist", server, options);
  try {
    await client.start();
  } catch {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(`Realist: the program “${program()}” could not be started. Name its path in the setting realist.path.`, "Open settings");
    if (choice !== undefined) await vscode.commands.executeCommand("workbench.action.openSettings", "realist.path");
  }
}

async function stop(): Promise<void> {
  const ending = client;
  client = undefined;
  await ending?.stop();
}

/** What stands at a position, which is what could be renamed there. Without a server: nothing. */
async function focusAt(document: vscode.TextDocument, position: vscode.Position): Promise<Focus | null> {
  const alone: Focus = { theory: document.uri.fsPath, focus: null };
  if (client === undefined) return alone;
  try {
    const named = await client.sendRequest<{ placeholder: string } | null>("textDocument/prepareRename", { textDocument: { uri: document.uri.toString() }, position });
    return { ...alone, focus: named?.placeholder ?? null };
  } catch {
    return alone;
  }
}

function show(title: string, result: Ran): void {
  output ??= vscode.window.createOutputChannel("Realist");
  output.clear();
  output.appendLine(title);
  output.append(result.out);
  output.append(result.errors);
  output.show(true);
}

/** Saves, runs and shows; a program that cannot be started is told. */
async function shown(editor: vscode.TextEditor, title: string, args: string[]): Promise<void> {
  await editor.document.save();
  try {
    show(title, await execute(args, editor.document.uri));
  } catch (error) {
    await vscode.window.showErrorMessage(`Realist: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function dataOf(editor: vscode.TextEditor): Promise<string[] | undefined> {
  const data = paths(settings(editor.document.uri).get("data"));
  if (data.length > 0) return data;
  await vscode.window.showInformationMessage("Realist: which cases? Name them in the setting realist.data.");
  return undefined;
}

async function judge(editor: vscode.TextEditor): Promise<void> {
  const data = await dataOf(editor);
  if (data === undefined) return;
  const where = await focusAt(editor.document, editor.selection.active);
  if (where !== null) await shown(editor, "What became of the cases", runArguments(where.theory, data));
}

async function why(editor: vscode.TextEditor): Promise<void> {
  const data = await dataOf(editor);
  if (data === undefined) return;
  const where = await focusAt(editor.document, editor.selection.active);
  const caseId = await vscode.window.showInputBox({ prompt: "Which case?", placeHolder: "SW-014" });
  if (where !== null && caseId) await shown(editor, `Why, for ${caseId}`, whyArguments(where.theory, data, caseId, where.focus));
}

async function testExamples(editor: vscode.TextEditor): Promise<void> {
  const where = await focusAt(editor.document, editor.selection.active);
  if (where !== null) await shown(editor, "Examples", ["test", where.theory]);
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const preview = new Preview({
    focusAt,
    execute: (args) => execute(args, vscode.window.activeTextEditor?.document.uri ?? vscode.Uri.file("/")),
    depth: () => settings().get<number>("previewDepth") ?? 2,
  });
  const command = (name: string, act: (editor: vscode.TextEditor) => Promise<void>) =>
    vscode.commands.registerTextEditorCommand(name, (editor) => void act(editor));
  context.subscriptions.push(
    preview,
    command("realist.run", judge),
    command("realist.why", why),
    command("realist.testExamples", testExamples),
    command("realist.preview", (editor) => preview.open(editor)),
    vscode.commands.registerCommand("realist.restart", async () => {
      await stop();
      await start();
    }),
    vscode.window.onDidChangeTextEditorSelection((event) => void preview.follow(event.textEditor)),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId === "realist") void preview.again(vscode.window.activeTextEditor);
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (!event.affectsConfiguration("realist.path")) return;
      await stop();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
  output?.dispose();
}
