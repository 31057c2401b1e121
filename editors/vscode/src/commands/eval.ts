// `Flywheel: Decide for Customers`: the decisions of `flywheel eval` as a table.
import { basename, dirname } from 'node:path';
import { CancellationToken, ProgressLocation, Uri, ViewColumn, WebviewPanel, window } from 'vscode';
import { Decision, decision } from '../decision';
import { Files, Pairs, argumentsFor, isRecords, isRules, saved } from '../files';
import { Shown, table } from '../pages/table';
import { inOneLine, run } from '../program';
import { program, trusted } from '../ready';
import { settings } from '../settings';
import type { Asked } from './why';

/** The table has this many rows; the count is of all of them. */
const MOST_ROWS = 1000;
/** And this many lines of what the program says. */
const MOST_NOTES = 100;

export class Decisions {
  private panel: WebviewPanel | undefined;

  constructor(private readonly pairs: Pairs) {}

  async run(): Promise<void> {
    if (!trusted()) return;
    const files = await this.files();
    const command = files && (await program(files.rules));
    if (files === undefined || command === undefined || !(await saved(files.rules, files.customers))) return;
    const progress = { location: ProgressLocation.Notification, title: 'Deciding', cancellable: true };
    await window.withProgress(progress, async (_, cancel) => {
      const shown = await decide(command, files, cancel);
      if (typeof shown === 'string') {
        await this.pairs.forget(files.rules);
        void window.showErrorMessage(`Flywheel: ${shown}`);
      } else if (shown !== undefined) {
        this.show(shown);
      }
    });
  }

  private async files(): Promise<Files | undefined> {
    const document = window.activeTextEditor?.document;
    if (document && isRules(document)) return this.pairs.forRules(document.uri);
    if (document && isRecords(document)) return this.pairs.forCustomers(document.uri);
    void window.showWarningMessage('Open a .flywheel file, or a file of customer records.');
    return undefined;
  }

  private show(shown: Shown): void {
    this.panel ??= this.open();
    this.panel.title = `Decisions: ${shown.rules}`;
    this.panel.webview.html = table(shown);
    this.panel.reveal(undefined, true);
  }

  private open(): WebviewPanel {
    const at = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    // No scripts; the only command that a link may run is the one that explains.
    const panel = window.createWebviewPanel('flywheel.decisions', 'Decisions', at, {
      enableScripts: false,
      enableForms: false,
      enableFindWidget: true,
      enableCommandUris: ['flywheel.why'],
      localResourceRoots: [],
    });
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }
}

/** The link that explains a decision. */
export function whyLink(files: Files, id: string): string {
  const asked: Asked = { rules: files.rules.fsPath, customers: files.customers.fsPath, id };
  return `command:flywheel.why?${encodeURIComponent(JSON.stringify([asked]))}`;
}

/** What to show; a text if nothing was decided; nothing if it was canceled. */
async function decide(command: string, files: Files, cancel: CancellationToken): Promise<Shown | string | undefined> {
  const decisions: Decision[] = [];
  let [count, busy] = [0, 0];
  const line = (text: string) => {
    const read = decision(text);
    if (read === undefined) return;
    count++;
    if (read.something) busy++;
    if (decisions.length < MOST_ROWS) decisions.push(read);
  };
  const ran = await run(command, ['eval', ...argumentsFor(files), '--format=ndjson'], {
    cwd: dirname(files.rules.fsPath),
    cancel,
    line,
  });
  if (cancel.isCancellationRequested) return undefined;
  // 3 is for records that were rejected: the others are decided.
  if (ran.code !== 0 && ran.code !== 3) return inOneLine(ran.stderr) || `flywheel ended with ${ran.code}`;
  const notes = ran.stderr.split('\n').filter((note) => note.trim() !== '');
  const name = (uri: Uri) => basename(uri.fsPath);
  return {
    rules: name(files.rules),
    customers: name(files.customers),
    asOf: settings(files.rules).asOf,
    decisions,
    count,
    busy,
    notes: notes.length > MOST_NOTES ? [...notes.slice(0, MOST_NOTES), `and ${notes.length - MOST_NOTES} lines more`] : notes,
    why: (id) => whyLink(files, id),
  };
}
