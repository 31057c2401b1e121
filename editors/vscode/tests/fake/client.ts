// A stand-in for `vscode-languageclient/node`, which keeps what it is given and starts nothing.

export const State = { Stopped: 1, Starting: 3, Running: 2 };

export interface Made {
  server: { command: string; args: string[] };
  options: Record<string, any>;
  sent: { method: string; params: any }[];
  state: number;
}

export const made: Made[] = [];

export class LanguageClient {
  private readonly made: Made;
  constructor(_id: string, _name: string, server: Made['server'], options: Made['options']) {
    this.made = { server, options, sent: [], state: State.Stopped };
    made.push(this.made);
  }
  get state(): number {
    return this.made.state;
  }
  async start(): Promise<void> {
    this.made.state = State.Running;
  }
  async stop(): Promise<void> {
    this.made.state = State.Stopped;
  }
  async dispose(): Promise<void> {
    this.made.state = State.Stopped;
  }
  async sendNotification(method: string, params: unknown): Promise<void> {
    this.made.sent.push({ method, params });
  }
}
