// `Flywheel: Why, for the Customer under the Cursor`: what `flywheel why` says, as a text to read.
import { dirname, resolve } from 'node:path';
import { EventEmitter, ProgressLocation, TextDocument, TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';
import { formOf, idAt } from '../customer';
import { Files, Pairs, argumentsFor, isRecords, isRules, saved } from '../files';
import { idPath, used } from '../path';
import { inOneLine, run } from '../program';
import { program, trusted } from '../ready';

export const SCHEME = 'flywheel-why';

/** Who is asked about, as a link says it. */
export interface Asked {
  rules: string;
  customers: string;
  id: string;
}

const isAsked = (value: unknown): value is Asked => {
  const asked = value as Partial<Asked> | null | undefined;
  return typeof asked?.rules === 'string' && typeof asked.customers === 'string' && typeof asked.id === 'string';
};

export class Answers implements TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly pairs: Pairs) {}

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async run(link?: unknown): Promise<void> {
    if (!trusted()) return;
    const asked = isAsked(link)
      ? { files: { rules: Uri.file(link.rules), customers: Uri.file(link.customers) }, id: link.id }
      : await this.underCursor();
    // What a link leads to comes in place of the table; else the records stay in sight.
    const column = isAsked(link) ? ViewColumn.Active : ViewColumn.Beside;
    if (asked !== undefined) await this.answer(asked.files, asked.id, column);
  }

  private async underCursor(): Promise<{ files: Files; id: string } | undefined> {
    const editor = window.activeTextEditor;
    const document = editor?.document;
    if (document && isRules(document)) {
      const files = await this.pairs.forRules(document.uri);
      const id = files && (await askForId());
      return files && id ? { files, id } : undefined;
    }
    if (!editor || !document || !isRecords(document)) {
      void window.showWarningMessage('Put the cursor on a customer in a file of records: NDJSON, JSON or CSV.');
      return undefined;
    }
    const files = await this.pairs.forCustomers(document.uri);
    if (files === undefined) return undefined;
    const path = (await pathOfId(files.rules)) ?? 'id';
    const offset = document.offsetAt(editor.selection.active);
    const id = idAt(document.getText(), offset, formOf(document.uri.path), path) ?? (await askForId());
    return id ? { files, id } : undefined;
  }

  private async answer(files: Files, id: string, column: ViewColumn): Promise<void> {
    const command = await program(files.rules);
    if (command === undefined || !(await saved(files.rules, files.customers))) return;
    const progress = { location: ProgressLocation.Notification, title: `Looking into ${id}`, cancellable: true };
    await window.withProgress(progress, async (_, cancel) => {
      const how = { cwd: dirname(files.rules.fsPath), cancel };
      const ran = await run(command, ['why', ...argumentsFor(files), `--id=${id}`], how);
      if (cancel.isCancellationRequested) return;
      if (ran.stdout === '') void window.showErrorMessage(`Flywheel: ${inOneLine(ran.stderr)}`);
      else await this.show(id, ran.stdout, column);
    });
  }

  private async show(id: string, text: string, viewColumn: ViewColumn): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/why ${id.replace(/[/\\]/g, '_')}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document: TextDocument = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
  }
}

function askForId(): Thenable<string | undefined> {
  return window.showInputBox({ title: 'Which customer?', prompt: 'The id, exactly as it is in the file' });
}

/** Where the rules, or a file that they use, say that the id is. */
async function pathOfId(rules: Uri, seen = new Set<string>()): Promise<string | undefined> {
  if (seen.has(rules.fsPath) || seen.size > 100) return undefined;
  seen.add(rules.fsPath);
  let text: string;
  try {
    text = (await workspace.openTextDocument(rules)).getText();
  } catch {
    return undefined;
  }
  const own = idPath(text);
  if (own !== undefined) return own;
  for (const file of used(text)) {
    const found = await pathOfId(Uri.file(resolve(dirname(rules.fsPath), file)), seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
