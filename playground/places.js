// Places in a text: lines and columns as the server counts them, and as a browser does.

/** Where the lines of a text begin, in the units of the browser. */
export function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The place of a line and a column, both from 1; columns count characters, of which some are two units. */
export function place(text, starts, line, column) {
  let at = starts[Math.min(line, starts.length) - 1] ?? text.length;
  for (let left = column - 1; left > 0 && at < text.length && text[at] !== "\n"; left -= 1) {
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  return at;
}

/** A text with some edits, whose places are in bytes of UTF-8. */
export function edited(text, edits) {
  const decoder = new TextDecoder();
  const bytes = new TextEncoder().encode(text);
  let [made, at] = ["", 0];
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    made += decoder.decode(bytes.subarray(at, edit.start)) + edit.text;
    at = edit.end;
  }
  return made + decoder.decode(bytes.subarray(at));
}
