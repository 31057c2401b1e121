// The extension as a whole, in the stand-in for VS Code, with the real program and a real example.
import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { activate } from '../src/extension';
import { made, State } from './fake/client';
import { commands, fake, Panel, Uri, window, workspace } from './fake/vscode';
import { flywheel, ROOT, scratch } from './support/paths';

const folder = scratch();
const rules = join(folder, 'advocacy.flywheel');
const customers = join(folder, 'customers.ndjson');
const ran = join(folder, 'ran');

/** A program that writes down that it ran, has a language server, and else does what the real one does. */
const program = join(folder, 'program');
writeFileSync(program, `#!/bin/sh\necho "$@" >> '${ran}'\n[ "$1" = lsp ] && exit 0\nexec '${flywheel()}' "$@"\n`);
chmodSync(program, 0o755);

const started = () => (existsSync(ran) ? readFileSync(ran, 'utf8') : '');
const wait = async (done: () => boolean) => {
  for (let i = 0; i < 500 && !done(); i++) await new Promise((go) => setTimeout(go, 20));
  assert.ok(done());
};

let subscriptions: { dispose: () => void }[] = [];

async function begin(settings: Record<string, unknown> = {}, trusted = true): Promise<void> {
  for (const each of subscriptions) each.dispose();
  subscriptions = [];
  const memory = new Map<string, unknown>();
  const workspaceState = { get: (key: string) => memory.get(key), update: async (key: string, value: unknown) => void memory.set(key, value) };
  cpSync(join(ROOT, 'examples/advocacy'), folder, { recursive: true });
  writeFileSync(ran, '');
  Object.assign(fake, { folder, found: [Uri.file(rules)], said: [], panels: [], channels: [], shown: [], answers: [] });
  fake.settings = { path: program, asOf: '2026-03-31', customers: 'customers.ndjson', ...settings };
  made.length = 0;
  workspace.isTrusted = trusted;
  workspace.textDocuments = [];
  window.activeTextEditor = undefined;
  await activate({ subscriptions, workspaceState } as never);
  if (trusted) await wait(() => made[0]?.state === State.Running || fake.said.length > 0);
}

const panel = (): Panel => {
  assert.equal(fake.panels.length, 1);
  return fake.panels[0]!;
};

beforeEach(() => begin());

test('the language server is started with the settings, paths made absolute', () => {
  const [client] = made;
  assert.deepEqual(client?.server, { command: program, args: ['lsp'], options: { shell: false } });
  assert.deepEqual(client?.options['initializationOptions'], { asOf: '2026-03-31', customers, tables: {}, proofs: true });
  assert.deepEqual(client?.options['documentSelector'].map((each: { language: string }) => each.language), ['flywheel', 'flywheel']);
  const answer = client?.options['middleware'].workspace.configuration({ items: [{ section: 'flywheel' }] });
  assert.deepEqual(answer, [client?.options['initializationOptions']]);
});

test('settings that change are sent; another program starts another server', async () => {
  await fake.set('tables', { orders: 'orders.csv' });
  const settings = { asOf: '2026-03-31', customers, tables: { orders: join(folder, 'orders.csv') }, proofs: true };
  assert.deepEqual(made[0]?.sent, [{ method: 'workspace/didChangeConfiguration', params: { settings: { flywheel: settings } } }]);
  const other = join(folder, 'other');
  cpSync(program, other);
  await fake.set('path', other);
  assert.equal(made[0]?.state, State.Stopped);
  assert.equal(made[1]?.server.command, other);
  await commands.executeCommand('flywheel.restart');
  assert.deepEqual(made.map(({ state }) => state), [State.Stopped, State.Stopped, State.Running]);
});

test('nothing runs until the workspace is trusted', async () => {
  await begin({}, false);
  fake.open(rules);
  const names = [...fake.registered.keys()];
  for (const name of names) await commands.executeCommand(name);
  await commands.executeCommand('flywheel.why', { rules, customers, id: 'bela-just-two' });
  await fake.set('path', program);
  assert.equal(started(), '');
  assert.deepEqual([made.length, fake.panels.length, fake.shown.length], [0, 0, 0]);
  assert.ok(fake.said.length >= names.length && fake.said.every(({ text }) => /trust this workspace/.test(text)));
  await fake.trust();
  assert.equal(made[0]?.state, State.Running);
});

test('a program that is not there, or has no language server, is named', async () => {
  await begin({ path: 'no-such-program' });
  assert.match(fake.said[0]?.text ?? '', /no-such-program is not on the PATH/);
  await begin({ path: './program' });
  assert.match(fake.said[0]?.text ?? '', /There is no program at \.\/program/);
  const old = join(folder, 'old');
  writeFileSync(old, '#!/bin/sh\nexit 2\n');
  chmodSync(old, 0o755);
  await begin({ path: old });
  assert.match(fake.said[0]?.text ?? '', /has no language server/);
  assert.equal(made.length, 0);
});

test('check says that all is in order, or what is wrong', async () => {
  const document = fake.open(rules);
  await commands.executeCommand('flywheel.check');
  assert.match(fake.said[0]?.text ?? '', /^advocacy\.flywheel is fine: 6 stages, 20 rules, 14 gifts$/);
  writeFileSync(rules, `${document.getText()}\nstage Odd\n  when npss > 3 move to Nowhere\n`);
  await commands.executeCommand('flywheel.check');
  const channel = fake.channels.find(({ name }) => name === 'Flywheel Check');
  assert.equal(channel?.shown, 1);
  assert.match(channel?.text ?? '', /unknown-name[^]*unknown-stage/);
});

test('eval shows a decision for each customer, and what was rejected', async () => {
  const document = fake.open(rules);
  document.isDirty = true;
  await commands.executeCommand('flywheel.eval');
  assert.equal(document.saves, 1);
  const { webview, options, title } = panel();
  assert.equal(title, 'Decisions: advocacy.flywheel');
  assert.equal(webview.html.split('<tr class=').length - 1, 24);
  assert.match(webview.html, /24 customers\. Something happens to 21\./);
  assert.match(webview.html, /<span class="quiet">new<\/span> → Enthusiast/);
  assert.match(webview.html, /rejected\[not-a-number\]/);
  assert.deepEqual(options['enableCommandUris'], ['flywheel.why']);
  assert.deepEqual([options['enableScripts'], options['localResourceRoots']], [false, []]);
  await commands.executeCommand('flywheel.eval');
  assert.equal(panel().reveals, 2);
});

test('eval asks for customers that are not set, and asks again after a mistake', async () => {
  await begin({ customers: '' });
  fake.open(rules);
  await commands.executeCommand('flywheel.eval');
  assert.equal(fake.panels.length, 0);
  fake.answers = [[Uri.file(join(folder, 'not-there.csv'))], [Uri.file(customers)]];
  await commands.executeCommand('flywheel.eval');
  assert.match(fake.said[0]?.text ?? '', /not-there\.csv/);
  await commands.executeCommand('flywheel.eval');
  await commands.executeCommand('flywheel.eval');
  assert.equal(panel().reveals, 2);
});

test('why explains the customer under the cursor', async () => {
  const text = readFileSync(customers, 'utf8');
  fake.open(customers, text.indexOf('bela-just-two'));
  await commands.executeCommand('flywheel.why');
  const [answer] = fake.shown;
  assert.equal(answer?.uri.toString(), 'flywheel-why:///why bela-just-two');
  assert.match(answer?.getText() ?? '', /^bela-just-two has been in Engaged since 2026-01-10\.\nAs of 2026-03-31/);
});

test('why follows the links of the table', async () => {
  fake.open(rules);
  await commands.executeCommand('flywheel.eval');
  const link = /href="command:flywheel\.why\?([^"]*)"[^>]*>bela/.exec(panel().webview.html)?.[1] ?? '';
  await commands.executeCommand('flywheel.why', ...(JSON.parse(decodeURIComponent(link)) as unknown[]));
  assert.match(fake.shown[0]?.getText() ?? '', /^bela-just-two has been in Engaged/);
});

test('why knows where the rules say that the id is, also in a file that they use', async () => {
  const own = join(folder, 'own.flywheel');
  writeFileSync(join(folder, 'fields.flywheel'), 'customer\n  id from "Customer"\n  nps: number\n');
  writeFileSync(own, 'use "fields.flywheel"\nstage A\n  resting\n  when nps ≥ 9 tag "fan"\n');
  writeFileSync(join(folder, 'c.csv'), 'nps,Customer\n9,-ann\n3,bob\n');
  fake.found = [Uri.file(own), Uri.file(rules)];
  fake.answers = [1];
  fake.open(join(folder, 'c.csv'), 'nps,Customer\n9'.length);
  await commands.executeCommand('flywheel.why');
  assert.match(fake.shown[0]?.getText() ?? '', /^-ann is new/);
});

test('why says what is wrong with an id', async () => {
  await commands.executeCommand('flywheel.why', { rules, customers, id: 'nobody' });
  assert.match(fake.said[0]?.text ?? '', /no customer in .* has the id nobody/);
});

test('the picture follows the rules as they are written', async () => {
  const document = fake.open(rules);
  await commands.executeCommand('flywheel.graph');
  const { webview, options } = panel();
  assert.deepEqual([options['enableScripts'], options['enableCommandUris'], options['localResourceRoots']], [false, false, []]);
  assert.match(webview.html, /alt="Customer advocacy\. A ring of 6 stages/);
  const text = document.getText();
  const before = webview.html;
  document.edit(`${text}\nstage Extra\n  resting\n`);
  await wait(() => webview.html !== before);
  assert.match(webview.html, /alt="Customer advocacy\. A ring of 7 stages/);
  document.edit(`${text}\nstage Extra\n  when nobody_knows > 3 move to Extra\n`);
  await wait(() => webview.html.includes('nobody_knows'));
  assert.match(webview.html, /The picture is of the last rules without errors\.[^]*advocacy\.flywheel:/);
  assert.match(webview.html, /A ring of 7 stages/);
  assert.equal(readFileSync(rules, 'utf8'), text);
});

test('a picture that nobody sees is drawn when it is seen again', async () => {
  const document = fake.open(rules);
  await commands.executeCommand('flywheel.graph');
  const { webview } = panel();
  panel().show(false);
  const runs = started();
  document.edit(`${document.getText()}\nstage Extra\n  resting\n`);
  await new Promise((go) => setTimeout(go, 500));
  assert.equal(started(), runs);
  panel().show(true);
  await wait(() => webview.html.includes('A ring of 7 stages'));
});
