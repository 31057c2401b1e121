// Whether anything may run, and with which program. Says so to the user where it may not.
import { commands, Uri, window, workspace } from 'vscode';
import { find } from './program';
import { settings } from './settings';

/** Whether the workspace is trusted; if not, says that nothing runs. */
export function trusted(): boolean {
  if (workspace.isTrusted) return true;
  void window.showWarningMessage('Flywheel runs nothing until you trust this workspace.');
  return false;
}

/** The absolute path of the program, if anything may run. */
export async function program(uri?: Uri): Promise<string | undefined> {
  if (!trusted()) return undefined;
  const { path } = settings(uri);
  const found = await find(path);
  if (found === undefined) void notFound(path);
  return found;
}

async function notFound(path: string): Promise<void> {
  const change = 'Open Settings';
  const said = /[\\/]/.test(path)
    ? `There is no program at ${path}. Set flywheel.path to an absolute path, or to a name on the PATH.`
    : `The program ${path} is not on the PATH. Install flywheel, or set flywheel.path.`;
  if ((await window.showErrorMessage(said, change)) === change) {
    await commands.executeCommand('workbench.action.openSettings', 'flywheel.path');
  }
}
