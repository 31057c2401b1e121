// Which rules and which customers a command is about.
import { dirname } from 'node:path';
import { Memento, QuickPickItem, TextDocument, Uri, window, workspace } from 'vscode';
import { settings } from './settings';

const RULES = /\.flywheel$/;
const RECORDS = /\.(ndjson|jsonl|json|csv|tsv)$/;

export const isRules = (document: TextDocument): boolean =>
  document.languageId === 'flywheel' || RULES.test(document.uri.path);

export const isRecords = (document: TextDocument): boolean =>
  document.uri.scheme === 'file' && RECORDS.test(document.uri.path);

export interface Files {
  rules: Uri;
  customers: Uri;
}

/** Remembers which rules go with which customers. */
export class Pairs {
  constructor(private readonly memory: Memento) {}

  /** The rules that are open and the customers that are set, or that the user picks. */
  async forRules(rules: Uri): Promise<Files | undefined> {
    const set = settings(rules).customers;
    const known = set ?? this.memory.get<string>(rules.toString());
    const customers = known ? Uri.file(known) : await pickCustomers(rules);
    if (customers === undefined) return undefined;
    if (set === null) await this.remember(rules, customers);
    return { rules, customers };
  }

  /** The customers that are open, and the rules that the user picks, or the only ones. */
  async forCustomers(customers: Uri): Promise<Files | undefined> {
    const rules = await this.rulesFor(customers);
    if (rules === undefined) return undefined;
    await this.remember(rules, customers);
    return { rules, customers };
  }

  /** Makes the next command ask again. */
  async forget(rules: Uri): Promise<void> {
    await this.memory.update(rules.toString(), undefined);
  }

  private async remember(rules: Uri, customers: Uri): Promise<void> {
    await this.memory.update(rules.toString(), customers.fsPath);
    await this.memory.update(customers.toString(), rules.fsPath);
  }

  private async rulesFor(customers: Uri): Promise<Uri | undefined> {
    const found = await workspace.findFiles('**/*.flywheel', '**/node_modules/**', 500);
    const folder = dirname(customers.fsPath);
    const near = found.filter((uri) => dirname(uri.fsPath) === folder);
    const known = this.memory.get<string>(customers.toString());
    const choices = (near.length > 0 ? near : found).sort((a, b) => a.fsPath.localeCompare(b.fsPath));
    const before = choices.find((uri) => uri.fsPath === known);
    if (before ?? choices.length === 1) return before ?? choices[0];
    if (choices.length === 0) {
      void window.showWarningMessage('There is no .flywheel file in this workspace.');
      return undefined;
    }
    const items = choices.map((uri): QuickPickItem & { uri: Uri } => ({ label: workspace.asRelativePath(uri), uri }));
    return (await window.showQuickPick(items, { title: 'Which rules?' }))?.uri;
  }
}

async function pickCustomers(rules: Uri): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: 'Customer records',
    openLabel: 'Decide',
    defaultUri: Uri.file(dirname(rules.fsPath)),
    filters: { 'Customer records': ['ndjson', 'jsonl', 'json', 'csv', 'tsv', 'xlsx', 'gz', 'zst'] },
  });
  return picked?.[0];
}

/** Saves what is open of these files, since the program reads them from the disk. */
export async function saved(...uris: Uri[]): Promise<boolean> {
  for (const document of workspace.textDocuments) {
    const named = uris.some((uri) => uri.toString() === document.uri.toString());
    if ((named || isRules(document)) && document.isDirty && document.uri.scheme === 'file') {
      if (!(await document.save())) return false;
    }
  }
  return true;
}

/** The arguments that every command on customers takes. */
export function argumentsFor(files: Files): string[] {
  const { asOf, tables } = settings(files.rules);
  return [
    files.rules.fsPath,
    files.customers.fsPath,
    ...(asOf === null ? [] : [`--as-of=${asOf}`]),
    ...Object.entries(tables).map(([name, file]) => `--table=${name}=${file}`),
  ];
}
