// Writes `syntaxes/flywheel.tmLanguage.json`: `node grammar/build.mjs`. The file is checked in, so that
// other editors and code hosts can take it as it is.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { include } from './form.mjs';
import { values } from './values.mjs';
import { rules } from './stages.mjs';
import { records } from './customer.mjs';
import { declarations } from './declarations.mjs';
import { trials } from './tests.mjs';

export const WRITTEN = new URL('../syntaxes/flywheel.tmLanguage.json', import.meta.url);

const { points, ...begins } = declarations;
const grammar = {
  name: 'flywheel',
  scopeName: 'source.flywheel',
  fileTypes: ['flywheel'],
  patterns: include('comment', 'customer', ...Object.keys(begins), ...Object.keys(trials), ...Object.keys(rules), 'expression'),
  repository: { ...values, ...records, ...begins, points, ...rules, ...trials },
};

/** The grammar as it is written to the file. */
export const text = `${JSON.stringify(grammar, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    if (readFileSync(WRITTEN, 'utf8') !== text) {
      console.error('syntaxes/flywheel.tmLanguage.json is out of date: run `npm run grammar`');
      process.exit(1);
    }
  } else {
    writeFileSync(WRITTEN, text);
  }
}
