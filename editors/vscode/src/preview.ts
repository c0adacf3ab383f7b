// The picture beside the text: of what stands round the phrase under the cursor.
import * as vscode from "vscode";
import { Focus, page, picture, Ran } from "./program";

export interface PreviewPorts {
  focusAt(document: vscode.TextDocument, position: vscode.Position): Promise<Focus | null>;
  execute(args: string[]): Promise<Ran>;
  depth(): number;
}

export class Preview {
  private panel: vscode.WebviewPanel | undefined;
  private shown = "";
  private asked = 0;

  constructor(private readonly ports: PreviewPorts) {}

  async open(editor: vscode.TextEditor): Promise<void> {
    if (this.panel === undefined) {
      this.panel = vscode.window.createWebviewPanel("realist.preview", "Theory", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: false, localResourceRoots: [] });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
        this.shown = "";
      });
    }
    this.shown = "";
    await this.follow(editor);
  }

  /** Another phrase under the cursor: another picture. The newest one asked for is the one that is shown. */
  async follow(editor: vscode.TextEditor): Promise<void> {
    if (this.panel === undefined || editor.document.languageId !== "realist") return;
    const number = ++this.asked;
    const where = await this.ports.focusAt(editor.document, editor.selection.active);
    if (where === null || number !== this.asked) return;
    const key = JSON.stringify(where);
    if (key === this.shown) return;
    const result = await picture(this.ports.execute, where, this.ports.depth());
    if (this.panel === undefined || number !== this.asked) return;
    this.shown = key;
    this.panel.title = where.focus ?? "Theory";
    this.panel.webview.html = page(result, this.panel.title);
  }

  /** The text was saved: the same place may look different. */
  async again(editor: vscode.TextEditor | undefined): Promise<void> {
    this.shown = "";
    if (editor !== undefined) await this.follow(editor);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
