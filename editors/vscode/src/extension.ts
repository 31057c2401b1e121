// The extension: what begins when VS Code starts it, and what the commands do.
import { commands, ExtensionContext, window, workspace } from 'vscode';
import { Client } from './client';
import { check } from './commands/check';
import { Decisions } from './commands/eval';
import { Graph } from './commands/graph';
import { Answers, SCHEME } from './commands/why';
import { Pairs } from './files';
import { trusted } from './ready';

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Flywheel', { log: true });
  const problems = window.createOutputChannel('Flywheel Check');
  const client = new Client(log);
  const pairs = new Pairs(context.workspaceState);
  const [decisions, answers, graph] = [new Decisions(pairs), new Answers(pairs), new Graph()];
  context.subscriptions.push(
    log,
    problems,
    client,
    graph,
    workspace.registerTextDocumentContentProvider(SCHEME, answers),
    commands.registerCommand('flywheel.check', () => check(problems)),
    commands.registerCommand('flywheel.eval', () => decisions.run()),
    commands.registerCommand('flywheel.why', (link?: unknown) => answers.run(link)),
    commands.registerCommand('flywheel.graph', () => graph.run()),
    commands.registerCommand('flywheel.restart', () => (trusted() ? client.restart() : undefined)),
    workspace.onDidGrantWorkspaceTrust(() => client.start()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('flywheel.path') && workspace.isTrusted) await client.restart();
      else if (change.affectsConfiguration('flywheel')) await client.settingsChanged();
    }),
  );
  await commands.executeCommand('setContext', 'flywheel.active', true);
  // Commands do not wait for the server.
  if (workspace.isTrusted) void client.start();
}
