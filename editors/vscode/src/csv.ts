// The rows of a CSV file, as far as it takes to know which one the cursor is in.

export interface Cells {
  header: string[];
  /** The row at the offset, if it is one after the header. */
  row: string[] | undefined;
}

/** What separates cells: the mark that the header has most of. */
function separator(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string) => line.split(mark).length;
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** The header, and the row at an offset. A cell in quotation marks may go over several lines. */
export function cells(text: string, offset: number): Cells {
  const body = text.replace(/^\uFEFF/, '');
  const target = offset - (text.length - body.length);
  const mark = separator(body);
  let header: string[] | undefined;
  for (let i = 0; i < body.length; ) {
    const { row, end } = rowFrom(body, i, mark);
    if (header === undefined) header = row.map((cell) => cell.trim());
    else if (target >= i && target < end) return { header, row };
    i = end;
  }
  return { header: header ?? [], row: undefined };
}

function rowFrom(text: string, begin: number, mark: string): { row: string[]; end: number } {
  const row: string[] = [];
  let [cell, quoted] = ['', false];
  let i = begin;
  for (; i < text.length; i++) {
    const letter = text[i] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      [cell, quoted] = ['', true];
    } else if (letter === mark) {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      i++;
      break;
    } else if (letter !== '\r') {
      cell += letter;
    }
  }
  row.push(cell);
  // At the end of a text without a last line break, the cursor is still in the row.
  return { row, end: i === text.length && text[i - 1] !== '\n' ? i + 1 : i };
}
