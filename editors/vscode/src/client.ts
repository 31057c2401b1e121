// The language client: starts `flywheel lsp` and keeps its settings up to date.
import { Disposable, LogOutputChannel, window, workspace } from 'vscode';
import { LanguageClient, LanguageClientOptions, ServerOptions, State } from 'vscode-languageclient/node';
import { run } from './program';
import { program } from './ready';
import { serverSettings } from './settings';

/** The sections for which the server may ask. */
const SECTION = 'flywheel';

export class Client implements Disposable {
  private client: LanguageClient | undefined;
  /** Starts and stops come one after the other. */
  private last: Promise<void> = Promise.resolve();
  /** Files that are used and not open. */
  private readonly files = workspace.createFileSystemWatcher('**/*.flywheel');

  constructor(private readonly log: LogOutputChannel) {}

  /** Starts the server, if anything may run and the program has one. */
  start(): Promise<void> {
    return this.then(() => this.starts());
  }

  restart(): Promise<void> {
    return this.then(async () => {
      await this.stops();
      await this.starts();
    });
  }

  /** Sends the server what is set now. */
  async settingsChanged(): Promise<void> {
    if (this.client?.state !== State.Running) return;
    const settings = { [SECTION]: serverSettings() };
    await this.client.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  dispose(): void {
    this.files.dispose();
    void this.then(() => this.stops());
  }

  private then(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step, step).catch((error: unknown) => {
      this.log.error(String(error));
      void window.showErrorMessage(`The language server could not be started: ${String(error)}`);
    });
    return this.last;
  }

  private async starts(): Promise<void> {
    if (this.client !== undefined) return;
    const command = await program();
    if (command === undefined) return;
    if (!(await hasServer(command))) {
      void window.showWarningMessage(
        `The flywheel at ${command} has no language server, so there is only highlighting. Update flywheel.`,
      );
      return;
    }
    this.client = new LanguageClient('flywheel', 'Flywheel', server(command), this.options());
    await this.client.start();
  }

  private async stops(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.state === State.Running) await client.stop();
    await client?.dispose();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { scheme: 'file', language: 'flywheel' },
        { scheme: 'untitled', language: 'flywheel' },
      ],
      initializationOptions: serverSettings(),
      outputChannel: this.log,
      synchronize: { fileEvents: this.files },
      middleware: {
        workspace: {
          // The server gets paths made absolute, as in its initializationOptions.
          configuration: (params, token, next) => {
            const own = params.items.every((item) => item.section === SECTION);
            return own ? params.items.map(() => serverSettings()) : next(params, token);
          },
        },
      },
    };
  }
}

function server(command: string): ServerOptions {
  return { command, args: ['lsp'], options: { shell: false } };
}

/** Whether this build of the program has a language server. */
async function hasServer(command: string): Promise<boolean> {
  const { code } = await run(command, ['lsp', '--help'], { cwd: process.cwd() });
  return code === 0;
}
