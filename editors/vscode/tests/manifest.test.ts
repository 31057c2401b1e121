// The manifest, held to the code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n');

test('every command is there, and every command that is there is listed', () => {
  const listed: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const registered = [...code.matchAll(/registerCommand\('([^']+)'/g)].map((found) => found[1] ?? '');
  assert.deepEqual(registered.sort(), [...listed].sort());
  const menus = Object.values<{ command: string; when: string }[]>(manifest.contributes.menus).flat();
  for (const { command, when } of menus) {
    assert.ok(listed.includes(command), command);
    assert.match(when, /isWorkspaceTrusted/);
  }
});

test('every setting is used, and is off limits where the workspace is not trusted', () => {
  const settings = Object.keys(manifest.contributes.configuration.properties);
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  for (const setting of settings) {
    const name = setting.replace('flywheel.', '');
    // The language client reads this one itself.
    if (name === 'trace.server') continue;
    assert.match(code, new RegExp(`['.]${name}['\`]|\\('${name}'\\)`), setting);
    assert.ok(restricted.includes(setting) || name === 'proofs', setting);
  }
});

test('what runs cannot be set by a workspace that is not trusted', () => {
  assert.equal(manifest.contributes.configuration.properties['flywheel.path'].scope, 'machine-overridable');
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
});

test('the list of packages names no place to get them from', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  for (const [name, entry] of Object.entries<Record<string, unknown>>(lock.packages)) assert.equal(entry['resolved'], undefined, name);
});

test('patterns of the language configuration can be read', () => {
  const configuration = JSON.parse(readFileSync('language-configuration.json', 'utf8'));
  const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
  const [more, less] = [new RegExp(increaseIndentPattern), new RegExp(decreaseIndentPattern)];
  for (const line of ['customer', 'stage Fan "Tells friends"', 'any stage # all', 'rule "A name"', '  report', 'test "x"']) assert.match(line, more);
  for (const line of ['  stage from "x"', 'customers', 'let a = 1', '  resting', 'reward swag once']) assert.doesNotMatch(line, more);
  for (const line of ['  reward swag', 'any stage']) assert.match(line, less);
  for (const line of ['  rewards: events', 'stage from "x"', '  testing: text']) assert.doesNotMatch(line, less);
  const word = new RegExp(configuration.wordPattern.pattern, 'gu');
  assert.deepEqual('größe_2 ≥ $1,200.50 and 5%'.match(word), ['größe_2', '$1,200.50', 'and', '5%']);
});
