// The pages of panels: nothing on them runs, nothing is loaded, and texts stay texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyLink } from '../src/commands/eval';
import { decision } from '../src/decision';
import { escaped, page } from '../src/pages/page';
import { picture } from '../src/pages/picture';
import { Shown, table } from '../src/pages/table';
import { Uri } from './fake/vscode';

const HOSTILE = `<img src=x onerror="alert('1')">&"'</script>`;

/** What must be true of every page. */
function harmless(html: string): void {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? '';
  const nonce = /style-src 'nonce-([A-Za-z0-9+/=]{20,})'/.exec(policy)?.[1];
  assert.ok(nonce);
  assert.match(policy, /^default-src 'none'; img-src data:; style-src 'nonce-[^']+'; form-action 'none'; base-uri 'none'$/);
  assert.equal(html.split(`<style nonce="${nonce}">`).length, 2);
  assert.doesNotMatch(html, /<script|<iframe|<link|<object|<img src=x|<[^>]*\son\w+\s*=|\sstyle\s*=/i);
  for (const [, to] of html.matchAll(/\s(?:src|href)\s*=\s*"([^"]*)"/g)) assert.match(to ?? '', /^(?:data:image\/svg\+xml;base64,|command:flywheel\.why\?)/);
}

const row = (id: string, more = {}) => decision(JSON.stringify({ id, from: 'A', to: 'A', ...more }))!;

function shown(about: Partial<Shown> = {}): Shown {
  return {
    rules: 'rules.flywheel', customers: 'customers.csv', asOf: null, decisions: [row('ann')], count: 1, busy: 0, notes: [],
    why: (id) => whyLink({ rules: Uri.file('/r.flywheel') as never, customers: Uri.file('/c.csv') as never }, id), ...about,
  };
}

test('a page has a policy of its own each time', () => {
  const [one, two] = [page('a', ''), page('a', '')];
  harmless(one);
  assert.notEqual(one, two);
});

test('texts from rules and records are escaped', () => {
  const gift = { gift: HOSTILE, kind: 'reward', rule: HOSTILE, reason: HOSTILE, for: HOSTILE };
  const all = { to: HOSTILE, rule: HOSTILE, given: [gift], withheld: [gift], tags: [HOSTILE], untags: [HOSTILE], experiments: { [HOSTILE]: HOSTILE }, shown: { a: HOSTILE } };
  const html = table(shown({ rules: HOSTILE, customers: HOSTILE, asOf: HOSTILE, notes: [HOSTILE], decisions: [row(HOSTILE, all)] }));
  harmless(html);
  assert.ok(html.split(escaped(HOSTILE)).length > 10);
});

test('a picture is an image, whatever is in it', () => {
  const svg = `<svg><title id="t">A &lt;b&gt; "c"</title><desc>Words</desc><script>alert(1)</script></svg>`;
  const html = picture(HOSTILE, { svg, problem: HOSTILE });
  harmless(html);
  assert.ok(html.includes('alt="A &lt;b&gt; &quot;c&quot;. Words"'));
  const data = /base64,([^"]*)"/.exec(html)?.[1] ?? '';
  assert.equal(Buffer.from(data, 'base64').toString(), svg);
});

test('a problem without a picture is said alone', () => {
  const html = picture('x', { svg: undefined, problem: 'no stage' });
  harmless(html);
  assert.ok(html.includes('no stage') && !html.includes('<img') && !html.includes('last rules'));
});

test('a link asks for the decision of one customer', () => {
  const href = /href="([^"]*)"/.exec(table(shown({ decisions: [row('a "b" & c')] })))?.[1] ?? '';
  const [, asked] = href.replaceAll('&amp;', '&').split('?');
  assert.deepEqual(JSON.parse(decodeURIComponent(asked ?? '')), [{ rules: '/r.flywheel', customers: '/c.csv', id: 'a "b" & c' }]);
});

test('the table says how many it leaves out', () => {
  const html = table(shown({ count: 1201, busy: 1200 }));
  assert.match(html, /1,201 customers\. Something happens to 1,200\./);
  assert.match(html, /1,200 customers more\. The table has the first 1\./);
  assert.doesNotMatch(table(shown()), / more\. The table/);
});

test('a decision is read as it is written', () => {
  const line = '{"id":17,"from":null,"to":"Fan","rule":"Engaged 1","given":[{"gift":"swag"},{"gift":"bonus","for":"f-1"}],"tags":["x"],"untags":["y"],"withheld":[{"gift":"card","reason":"limit","kept":true}],"lapsed":[{"gift":"mug","since":"2026-01-01"}],"experiments":{"offer":"ten_off"},"shown":{"spent":null}}';
  assert.deepEqual(decision(line), {
    id: '17', from: undefined, to: 'Fan', rule: 'Engaged 1', given: ['swag', 'bonus for f-1'], withheld: ['card (limit, kept)', 'mug (lapsed)'],
    tags: ['+ x', '− y'], more: ['offer: ten_off', 'spent: unknown'], something: true,
  });
  assert.equal(row('a').something, false);
  assert.equal(decision('not JSON'), undefined);
  assert.equal(decision('null'), undefined);
});
