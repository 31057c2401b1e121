// A stand-in for the `vscode` module: as much of it as the extension uses, with what tests look at in
// `fake`. The extension is also tried by hand in a real workbench; see the README.
import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';

type Listener<T> = (event: T) => unknown;

export class Disposable {
  constructor(private readonly end: () => void) {}
  dispose(): void {
    this.end();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of this.listeners) listener(event);
  }
  /** Waits for all that the listeners do. */
  async settle(event: T): Promise<void> {
    await Promise.all([...this.listeners].map((listener) => listener(event)));
  }
}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel(): void {
    if (this.token.isCancellationRequested) return;
    this.token.isCancellationRequested = true;
    this.emitter.fire();
  }
}

export class Uri {
  private constructor(readonly scheme: string, readonly path: string) {}
  static file(path: string): Uri {
    return new Uri('file', path);
  }
  static from(parts: { scheme: string; path: string }): Uri {
    return new Uri(parts.scheme, parts.path);
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export const ViewColumn = { Active: -1, Beside: -2 };
export const ProgressLocation = { Notification: 15 };

export class Document {
  isDirty = false;
  saves = 0;
  constructor(readonly uri: Uri, private text: string) {}
  get languageId(): string {
    return this.uri.path.endsWith('.flywheel') ? 'flywheel' : 'plaintext';
  }
  getText(): string {
    return this.text;
  }
  offsetAt(offset: number): number {
    return offset;
  }
  edit(text: string): void {
    [this.text, this.isDirty] = [text, true];
    changedText.fire({ document: this });
  }
  async save(): Promise<boolean> {
    this.saves++;
    this.isDirty = false;
    return true;
  }
}

export class Panel {
  title = '';
  reveals = 0;
  visible = true;
  readonly webview = { html: '' };
  private readonly moved = new EventEmitter<void>();
  readonly onDidChangeViewState = this.moved.event;
  private readonly disposed = new EventEmitter<void>();
  readonly onDidDispose = this.disposed.event;
  constructor(readonly type: string, readonly options: Record<string, unknown>) {}
  reveal(): void {
    this.reveals++;
  }
  show(visible: boolean): void {
    this.visible = visible;
    this.moved.fire();
  }
  dispose(): void {
    this.disposed.fire();
  }
}

class Channel {
  text = '';
  shown = 0;
  constructor(readonly name: string) {}
  replace(text: string): void {
    this.text = text;
  }
  error(text: string): void {
    this.text += text;
  }
  show(): void {
    this.shown++;
  }
  dispose(): void {}
}

interface Said {
  kind: 'information' | 'warning' | 'error';
  text: string;
}

const changedText = new EventEmitter<{ document: Document }>();
const savedText = new EventEmitter<Document>();
const changedSettings = new EventEmitter<{ affectsConfiguration: (name: string) => boolean }>();
const grantedTrust = new EventEmitter<void>();
const providers = new Map<string, { provideTextDocumentContent: (uri: Uri) => string }>();

/** What tests set, and what they look at. */
export const fake = {
  folder: '',
  settings: {} as Record<string, unknown>,
  found: [] as Uri[],
  said: [] as Said[],
  panels: [] as Panel[],
  channels: [] as Channel[],
  shown: [] as Document[],
  registered: new Map<string, (...args: unknown[]) => unknown>(),
  contexts: new Map<string, unknown>(),
  /** What the user picks or types next. */
  answers: [] as unknown[],
  savedText,
  async trust(): Promise<void> {
    workspace.isTrusted = true;
    await grantedTrust.settle();
  },
  async set(name: string, value: unknown): Promise<void> {
    fake.settings[name] = value;
    const affectsConfiguration = (asked: string) => `flywheel.${name}`.startsWith(asked);
    await changedSettings.settle({ affectsConfiguration });
  },
  open(path: string, cursor = 0): Document {
    const uri = Uri.file(path);
    const known = workspace.textDocuments.find((each) => each.uri.path === path);
    const document = known ?? new Document(uri, readFileSync(path, 'utf8'));
    if (!known) workspace.textDocuments.push(document);
    window.activeTextEditor = { document, selection: { active: cursor } };
    return document;
  },
};

const say = (kind: Said['kind']) => async (text: string) => {
  fake.said.push({ kind, text });
  return undefined;
};
const answer = async () => fake.answers.shift();

export const window = {
  activeTextEditor: undefined as { document: Document; selection: { active: number } } | undefined,
  showInformationMessage: say('information'),
  showWarningMessage: say('warning'),
  showErrorMessage: say('error'),
  showOpenDialog: answer,
  showInputBox: answer,
  showQuickPick: async (items: unknown[]) => items[fake.answers.shift() as number],
  createOutputChannel(name: string) {
    const channel = new Channel(name);
    fake.channels.push(channel);
    return channel;
  },
  createWebviewPanel(type: string, title: string, _at: unknown, options: Record<string, unknown>) {
    const panel = new Panel(type, options);
    panel.title = title;
    fake.panels.push(panel);
    return panel;
  },
  withProgress: (_: unknown, task: (progress: unknown, token: unknown) => Promise<unknown>) =>
    task({}, new CancellationTokenSource().token),
  async showTextDocument(document: Document) {
    fake.shown.push(document);
  },
};

export const workspace = {
  isTrusted: true,
  textDocuments: [] as Document[],
  get workspaceFolders() {
    return fake.folder === '' ? undefined : [{ uri: Uri.file(fake.folder), name: basename(fake.folder) }];
  },
  getWorkspaceFolder: (uri: Uri) =>
    fake.folder !== '' && uri.path.startsWith(fake.folder) ? { uri: Uri.file(fake.folder) } : undefined,
  getConfiguration: () => ({ get: (name: string) => fake.settings[name] }),
  asRelativePath: (uri: Uri) => relative(fake.folder, uri.path),
  findFiles: async () => fake.found,
  createFileSystemWatcher: (pattern: string) => ({ pattern, dispose: () => undefined }),
  registerTextDocumentContentProvider(scheme: string, provider: { provideTextDocumentContent: (uri: Uri) => string }) {
    providers.set(scheme, provider);
    return new Disposable(() => providers.delete(scheme));
  },
  async openTextDocument(uri: Uri) {
    const provider = providers.get(uri.scheme);
    return new Document(uri, provider ? provider.provideTextDocumentContent(uri) : readFileSync(uri.path, 'utf8'));
  },
  onDidChangeTextDocument: changedText.event,
  onDidSaveTextDocument: savedText.event,
  onDidChangeConfiguration: changedSettings.event,
  onDidGrantWorkspaceTrust: grantedTrust.event,
};

export const commands = {
  registerCommand(name: string, run: (...args: unknown[]) => unknown) {
    fake.registered.set(name, run);
    return new Disposable(() => fake.registered.delete(name));
  },
  async executeCommand(name: string, ...args: unknown[]) {
    if (name === 'setContext') {
      fake.contexts.set(String(args[0]), args[1]);
      return undefined;
    }
    const run = fake.registered.get(name);
    if (run === undefined) throw new Error(`no command ${name}`);
    return await run(...args);
  },
};
