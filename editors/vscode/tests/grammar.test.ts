// The grammar, held to the examples, to the docs, and to the grammar of the language.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { cases, docs, examples } from './support/corpus';
import { ROOT } from './support/paths';
import { highlighter, Word } from './support/scopes';

let highlight: (rules: string) => Word[];
before(async () => {
  highlight = await highlighter();
});

const pest = readFileSync(join(ROOT, 'grammar/flywheel.pest'), 'utf8');
const isText = (word: Word) => /^(?:comment|string)/.test(word.scopes[0] ?? '');
const isLiteral = (word: Word) => /^constant\.(?:numeric|other)/.test(word.scopes[0] ?? '');
const isName = (word: Word) => /^(?:variable\.other|entity)/.test(word.scopes.at(-1) ?? '');

/** The words that cannot be names, as the grammar of the language lists them. */
function reserved(): Set<string> {
  const lists = ['declaration_word', 'statement_word', 'action_word', 'connective'];
  const bodies = lists.map((list) => new RegExp(`^${list} += _\\{([^}]*)\\}`, 'm').exec(pest)?.[1] ?? '');
  return new Set(bodies.flatMap((body) => [...body.matchAll(/"(\w+)"/g)].map((word) => word[1] ?? '')));
}

test('every word of the examples and the docs has a scope', () => {
  const all = [...examples(), ...docs()];
  assert.ok(all.length > 150, `${all.length} texts`);
  const without = all.flatMap(({ name, text }) =>
    highlight(text).filter((word) => word.scopes.length === 0).map((word) => `${name}, line ${word.line}: ${word.text}`));
  assert.deepEqual(without, []);
});

test('nothing in the examples and the docs is shown as wrong', () => {
  const wrong = [...examples(), ...docs()].flatMap(({ name, text }) =>
    highlight(text).filter((word) => word.scopes.some((scope) => scope.startsWith('invalid'))).map((word) => `${name}: ${word.text}`));
  assert.deepEqual(wrong, []);
});

test('a reserved word is never shown as a name', () => {
  const words = reserved();
  assert.ok(words.size > 40);
  const wrong = [...examples(), ...docs()].flatMap(({ name, text }) =>
    highlight(text).filter((word) => isName(word) && words.has(word.text)).map((word) => `${name}, line ${word.line}: ${word.text}`));
  assert.deepEqual(wrong, []);
});

test('every keyword of the language is shown as one somewhere', () => {
  const keywords = new Set([...pest.matchAll(/^kw_\w+ += @\{ "(\w+)"/gm)].map((word) => word[1] ?? ''));
  assert.ok(keywords.size > 150);
  for (const { text } of [...examples(), ...docs(), ...cases()]) {
    for (const word of highlight(text)) {
      if (isText(word) || isName(word)) continue;
      for (const part of word.text.split(/[\s/]+/)) keywords.delete(part);
    }
  }
  assert.deepEqual([...keywords], []);
});

test('the keywords of the examples have the scopes that they had', () => {
  const found = new Map<string, Set<string>>();
  for (const { text } of examples()) {
    for (const word of highlight(text)) {
      if (isText(word) || isName(word) || isLiteral(word)) continue;
      const scope = word.scopes.join(' ');
      found.set(scope, (found.get(scope) ?? new Set()).add(word.text.replace(/\s+/g, ' ')));
    }
  }
  const lines = [...found.keys()].sort().map((scope) => `${scope}\n  ${[...(found.get(scope) ?? [])].sort().join(' | ')}\n`);
  const file = 'tests/grammar/scopes.snap';
  const now = lines.join('');
  if (process.env['UPDATE'] !== undefined) writeFileSync(file, now);
  assert.equal(now, existsSync(file) ? readFileSync(file, 'utf8') : '', 'look at the difference, then run `UPDATE=1 npm test`');
});
