// `Flywheel: Check Rules`: what `flywheel check` says of a file, with what is proved about the rules.
import { basename, dirname } from 'node:path';
import { OutputChannel, window } from 'vscode';
import { isRules, saved } from '../files';
import { run } from '../program';
import { program } from '../ready';

export async function check(log: OutputChannel): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || !isRules(document)) {
    void window.showWarningMessage('Open a .flywheel file to check it.');
    return;
  }
  const command = await program(document.uri);
  if (command === undefined || !(await saved(document.uri))) return;
  const onDisk = document.uri.scheme === 'file';
  const ran = await run(command, ['check', '--', onDisk ? basename(document.uri.fsPath) : '-'], {
    cwd: onDisk ? dirname(document.uri.fsPath) : process.cwd(),
    ...(onDisk ? {} : { input: document.getText() }),
  });
  const said = `${ran.stdout}${ran.stderr}`.trim();
  log.replace(said);
  // One line says that there are no problems.
  if (ran.code === 0 && !said.includes('\n')) void window.showInformationMessage(said);
  else log.show(true);
}
