// What the user has set under `flywheel.*`, with paths made absolute.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Uri, workspace } from 'vscode';

/** What the language server is sent, as `initializationOptions` and as settings. */
export interface ServerSettings {
  /** A day or a time; null is now. */
  asOf: string | null;
  /** The absolute path of the file of customer records, if one is set. */
  customers: string | null;
  /** The absolute path of the file of each table. */
  tables: Record<string, string>;
  /** Whether rules are proved while they are written. */
  proofs: boolean;
}

export interface Settings extends ServerSettings {
  /** The program: a name to find on the PATH, or an absolute path. */
  path: string;
}

/** A path as it is meant: from the home folder, or from the folder of the workspace. */
function resolved(path: string, folder: string | undefined): string {
  if (path.startsWith('~/')) return join(homedir(), path.slice(2));
  if (isAbsolute(path) || folder === undefined) return path;
  return join(folder, path);
}

/** The folder of the workspace that a file belongs to. */
function folderOf(uri: Uri | undefined): string | undefined {
  const own = uri && workspace.getWorkspaceFolder(uri);
  return (own ?? workspace.workspaceFolders?.[0])?.uri.fsPath;
}

/** The settings for a file, or those of the workspace. */
export function settings(uri?: Uri): Settings {
  const set = workspace.getConfiguration('flywheel', uri ?? null);
  const text = (name: string) => (set.get<string>(name) ?? '').trim();
  const folder = folderOf(uri);
  const customers = text('customers');
  const path = text('path') || 'flywheel';
  const tables = Object.entries(set.get<Record<string, string>>('tables') ?? {});
  return {
    path: path.startsWith('~/') ? resolved(path, undefined) : path,
    asOf: text('asOf') || null,
    customers: customers ? resolved(customers, folder) : null,
    tables: Object.fromEntries(tables.map(([name, file]) => [name, resolved(file, folder)])),
    proofs: set.get<boolean>('proofs') ?? true,
  };
}

/** The part of the settings that the language server uses. */
export function serverSettings(uri?: Uri): ServerSettings {
  const { asOf, customers, tables, proofs } = settings(uri);
  return { asOf, customers, tables, proofs };
}
