// `Flywheel: Show the Lifecycle`: the picture of `flywheel graph`, drawn again as the rules change.
import { basename, dirname } from 'node:path';
import { CancellationTokenSource, Disposable, TextDocument, ViewColumn, WebviewPanel, window, workspace } from 'vscode';
import { isRules } from '../files';
import { Drawn, picture } from '../pages/picture';
import { run } from '../program';
import { program, trusted } from '../ready';

/** How long to wait after a keystroke, in milliseconds. */
const PAUSE = 250;

export class Graph implements Disposable {
  private panel: WebviewPanel | undefined;
  private document: TextDocument | undefined;
  private drawn: Drawn = { svg: undefined, problem: undefined };
  private timer: NodeJS.Timeout | undefined;
  private running: CancellationTokenSource | undefined;
  private readonly listening: Disposable[];

  constructor() {
    this.listening = [
      workspace.onDidChangeTextDocument(({ document }) => this.changed(document, false)),
      // A file that the rules use is read from the disk.
      workspace.onDidSaveTextDocument((document) => this.changed(document, true)),
    ];
  }

  async run(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (!trusted()) return;
    if (document === undefined || !isRules(document)) {
      void window.showWarningMessage('Open a .flywheel file to see its lifecycle.');
      return;
    }
    if (document !== this.document) this.drawn = { svg: undefined, problem: undefined };
    this.document = document;
    this.panel ??= this.open();
    this.panel.title = `Lifecycle: ${basename(document.uri.path)}`;
    this.panel.reveal(undefined, true);
    await this.draw();
  }

  dispose(): void {
    this.stop();
    this.panel?.dispose();
    for (const each of this.listening) each.dispose();
  }

  private open(): WebviewPanel {
    const at = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel('flywheel.graph', 'Lifecycle', at, {
      enableScripts: false,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [],
    });
    // What nobody sees is not drawn.
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.schedule();
    });
    panel.onDidDispose(() => {
      this.stop();
      [this.panel, this.document] = [undefined, undefined];
    });
    return panel;
  }

  private changed(document: TextDocument, saved: boolean): void {
    if (this.panel?.visible !== true || !isRules(document)) return;
    if (document === this.document || saved) this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), PAUSE);
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.running?.cancel();
  }

  /** Draws the text as it is in the editor. A newer text stops the drawing of an older one. */
  private async draw(): Promise<void> {
    const document = this.document;
    const command = document && (await program(document.uri));
    if (document === undefined || command === undefined) return;
    this.running?.cancel();
    const running = new CancellationTokenSource();
    this.running = running;
    const cwd = document.uri.scheme === 'file' ? dirname(document.uri.fsPath) : process.cwd();
    const ran = await run(command, ['graph', '-'], { cwd, input: document.getText(), cancel: running.token });
    if (running.token.isCancellationRequested) return;
    const name = basename(document.uri.path);
    const problem = ran.code === 0 ? undefined : ran.stderr.trim().replaceAll('<stdin>', name);
    const svg = ran.code === 0 ? ran.stdout.replaceAll('&lt;stdin&gt;', name) : this.drawn.svg;
    this.drawn = { svg, problem };
    if (this.panel !== undefined) this.panel.webview.html = picture(this.panel.title, this.drawn);
  }
}
