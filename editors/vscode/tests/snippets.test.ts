// Every snippet is a piece of rules that `flywheel check` accepts where it belongs, with what it
// suggests left as it is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { flywheel, scratch } from './support/paths';

interface Snippet {
  prefix: string;
  description: string;
  body: string | string[];
}

type Place = 'file' | 'declaration' | 'field' | 'statement';

/** Where each snippet belongs that is not a declaration. */
const PLACES: Record<string, Place> = {
  flywheel: 'file',
  field: 'field',
  'one of': 'field',
  events: 'field',
  table: 'field',
  after: 'statement',
  when: 'statement',
  rule: 'statement',
  'on entering': 'statement',
};

const snippets: Record<string, Snippet> = JSON.parse(readFileSync('snippets/flywheel.json', 'utf8'));
const folder = scratch();
writeFileSync(join(folder, 'shared.flywheel'), 'customer\n  shared: text\n');

/** The text of a snippet when all that it suggests is taken. */
function taken(body: string): string {
  const suggested = new Map<string, string>();
  const first = /\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^|\\])*)\|)\}/g;
  const plain = (text: string) => text.replace(/\\([$}\\|,])/g, '$1');
  return plain(
    body
      .replace(first, (_, at: string, text?: string, choices?: string) => {
        if (!suggested.has(at)) suggested.set(at, text ?? choices?.split(',')[0] ?? '');
        return suggested.get(at) ?? '';
      })
      .replace(/(?<!\\)\$(\d+)/g, (_, at: string) => suggested.get(at) ?? ''),
  );
}

/** Every text of a snippet, one for each choice that it offers. */
function texts(body: string): string[] {
  const choice = /\$\{\d+\|((?:\\.|[^|\\])*)\|\}/.exec(body);
  if (choice === null) return [taken(body)];
  return (choice[1] ?? '').split(',').flatMap((each) => texts(body.replace(choice[0], () => each)));
}

const indented = (text: string, by: string) => text.split('\n').map((line) => by + line).join('\n');

/** A file with the snippet where it belongs. */
function file(place: Place, text: string): string {
  if (place === 'file') return text;
  return `flywheel "A small shop"

customer
  NPS:       number 0 to 10
  purchases: events with amount money
${place === 'field' ? indented(text, '  ') : ''}

reward swag "A bag with our name on it" costs $18, once
message hello "Welcome" once

stage Customer
  resting
  on entering send hello
  after 3 purchases and NPS ≥ 9 move to Fan; send swag
${place === 'statement' ? indented(text, '  ') : ''}

stage Fan
  resting
  after 365 days without a purchase move to Lapsed

stage Lapsed
  resting
  after a purchase since entering move to Customer

${place === 'declaration' ? text : ''}
`;
}

test('there are snippets', () => {
  assert.ok(Object.keys(snippets).length > 20);
});

for (const [name, { prefix, body }] of Object.entries(snippets)) {
  test(`${name} is accepted`, () => {
    for (const text of texts(Array.isArray(body) ? body.join('\n') : body)) {
      const rules = file(PLACES[prefix] ?? 'declaration', text);
      writeFileSync(join(folder, 'rules.flywheel'), rules);
      const ran = spawnSync(flywheel(), ['check', 'rules.flywheel'], { cwd: folder, encoding: 'utf8' });
      assert.equal(ran.status, 0, `${rules}\n${ran.stdout}${ran.stderr}`);
      assert.doesNotMatch(text, /\$\{|\$0/);
    }
  });
}

test('what a snippet must not be is noticed', () => {
  writeFileSync(join(folder, 'rules.flywheel'), file('statement', 'when NPS ≥ 9 send nobody_knows_this'));
  assert.equal(spawnSync(flywheel(), ['check', 'rules.flywheel'], { cwd: folder }).status, 1);
});
