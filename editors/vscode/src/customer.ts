// The customer under the cursor, in a file of records.
import { at } from './path';
import { cells } from './csv';

export type Form = 'csv' | 'json';

/** The form of a file of records, by its name. */
export const formOf = (name: string): Form => (/\.[ct]sv$/i.test(name) ? 'csv' : 'json');

/** The id of the customer at an offset of a text, if one is there. */
export function idAt(text: string, offset: number, form: Form, idPath: string): string | undefined {
  return form === 'csv' ? idInCsv(text, offset, idPath) : idInJson(text, offset, idPath);
}

function idInCsv(text: string, offset: number, idPath: string): string | undefined {
  const { header, row } = cells(text, offset);
  const column = header.indexOf(idPath);
  const id = column < 0 ? undefined : row?.[column];
  return id === undefined || id === '' ? undefined : id;
}

function idInJson(text: string, offset: number, idPath: string): string | undefined {
  const record = recordAt(text, offset);
  if (record === undefined) return undefined;
  try {
    const value = at(JSON.parse(withTexts(record)), idPath);
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON with its numbers as texts, so that they keep the digits that are written. */
function withTexts(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (part) => (part.startsWith('"') ? part : `"${part}"`));
}

/**
 * The text of the record at an offset: an object of a list, or one object after another. An offset
 * between two records belongs to the one before it on the same line.
 */
function recordAt(text: string, offset: number): string | undefined {
  // How deep in a record; a list of records does not count.
  let [depth, begin] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '"':
        i = endOfText(text, i);
        break;
      case '[':
        if (depth > 0) depth++;
        break;
      case ']':
        if (depth > 0) depth--;
        break;
      case '{':
        if (depth++ === 0) begin = i;
        break;
      case '}':
        if (depth > 0 && --depth === 0 && offset <= endOfLine(text, i)) {
          return startOfLine(text, begin) <= offset ? text.slice(begin, i + 1) : undefined;
        }
        break;
      default:
        break;
    }
  }
  return undefined;
}

/** Where the text in quotation marks ends that begins here. */
function endOfText(text: string, begin: number): number {
  let i = begin + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

const startOfLine = (text: string, i: number): number => text.lastIndexOf('\n', i - 1) + 1;

/** The end of the line, unless another record begins on it. */
function endOfLine(text: string, i: number): number {
  const end = text.indexOf('\n', i);
  const rest = text.slice(i + 1, end < 0 ? text.length : end);
  const next = rest.indexOf('{');
  return i + (next < 0 ? rest.length + 1 : next);
}
