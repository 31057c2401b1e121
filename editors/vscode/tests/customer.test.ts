// The customer under the cursor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formOf, idAt } from '../src/customer';
import { at, idPath, keys, used } from '../src/path';
import { ROOT } from './support/paths';

/** The id at the mark `|` in a text. */
function id(marked: string, form: 'json' | 'csv', path = 'id'): string | undefined {
  const offset = marked.indexOf('|');
  assert.notEqual(offset, -1);
  return idAt(marked.slice(0, offset) + marked.slice(offset + 1), offset, form, path);
}

test('a line of NDJSON is a customer', () => {
  assert.equal(id('{"id":"a"}\n{"i|d":"b"}\n{"id":"c"}\n', 'json'), 'b');
  assert.equal(id('|{"id":"a"}\n{"id":"b"}\n', 'json'), 'a');
  assert.equal(id('{"id":"a"}|\n{"id":"b"}\n', 'json'), 'a');
  assert.equal(id('{"id":"a"}\n|{"id":"b"}', 'json'), 'b');
  assert.equal(id('{"id":"a"}\n{"id":"b"}|', 'json'), 'b');
  assert.equal(id('{"id":"a"}\n\n|\n{"id":"b"}', 'json'), undefined);
});

test('so is an object of a list, on any of its lines', () => {
  const list = (one: string, two: string) => `[\n  {\n    "id": "a",${one}\n    "n": [{"id": "x"}]\n  },\n  {${two}\n    "id": 17\n  }\n]\n`;
  assert.equal(id(list('|', ''), 'json'), 'a');
  assert.equal(id(list('', '|'), 'json'), '17');
  assert.equal(id('[{"id":"a","list":[{"id":"in|side"}]},{"id":"b"}]', 'json'), 'a');
  assert.equal(id('[{"id":"a"},{"id|":"b"}]', 'json'), 'b');
});

test('brackets and quotation marks in texts count for nothing', () => {
  assert.equal(id('{"t":"}{\\"[","id":"a"}\n{"id":"|b"}', 'json'), 'b');
});

test('an id can be anywhere in the record', () => {
  assert.equal(id('{"profile":{"Customer ID":"a|"}}', 'json', "profile['Customer ID']"), 'a');
  assert.equal(id('{"ids":[{"v":7|}]}', 'json', 'ids.0.v'), '7');
  assert.equal(id('{"id":12345678901234567890|,"n":"1"}', 'json'), '12345678901234567890');
  assert.equal(id('{"id":"7\\"|8"}', 'json'), '7"8');
  assert.equal(id('{"id":""|}', 'json'), undefined);
  assert.equal(id('{"other":"a|"}', 'json'), undefined);
  assert.equal(id('{"id":null|}', 'json'), undefined);
  assert.equal(id('{"id":|}', 'json'), undefined);
});

test('a row of CSV is a customer', () => {
  assert.equal(id('id,name\na,A\nb,|B\n', 'csv'), 'b');
  assert.equal(id('id,name\na,A\nb,B|', 'csv'), 'b');
  assert.equal(id('i|d,name\na,A\n', 'csv'), undefined);
  assert.equal(id('name;Customer ID\n"A; and ""more""\nlines";17|\nB;18\n', 'csv', 'Customer ID'), '17');
  assert.equal(id('\uFEFFid,name\r\na,A\r\nb,|B\r\n', 'csv'), 'b');
  assert.equal(id('name\nA|\n', 'csv'), undefined);
});

test('every customer of an example is found on their line', () => {
  const text = readFileSync(join(ROOT, 'examples/advocacy/customers.ndjson'), 'utf8');
  let offset = 0;
  for (const line of text.trimEnd().split('\n')) {
    const own = String(JSON.parse(line).id);
    assert.equal(idAt(text, offset + line.length / 2, 'json', 'id'), own);
    assert.equal(idAt(text, offset, 'json', 'id'), own);
    offset += line.length + 1;
  }
});

test('the form is in the name', () => {
  assert.deepEqual(['a.csv', 'a.TSV', 'a.ndjson', 'a.json'].map(formOf), ['csv', 'csv', 'json', 'json']);
});

test('rules say where the id is', () => {
  assert.equal(idPath('customer\n  id from "customer_id"\n'), 'customer_id');
  assert.equal(idPath('# id from "no"\ncustomer\n  id: text\n'), undefined);
  assert.equal(idPath('customer\n  note: text default "# no"  id from "yes"'), 'yes');
  assert.deepEqual(used('use "a.flywheel"\n  use "b/c.flywheel" # "d"\n'), ['a.flywheel', 'b/c.flywheel']);
});

test('a path is its keys', () => {
  assert.deepEqual(keys("properties['Plan Name'].0.x"), ['properties', 'Plan Name', '0', 'x']);
  assert.equal(at({ a: [{ b: 1 }] }, 'a.0.b'), 1);
  assert.equal(at({ a: 1 }, 'a.b'), undefined);
});
