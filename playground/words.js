// The looks of words: what kind of word each stretch of a text is.

const KINDS = [
  ["comment", /#[^\n]*/y],
  ["text", /"(?:[^"\\\n]|\\.)*"?/y],
  ["number", /[$€£¥]\s?[\d,]+(?:\.\d+)?|\d{4}-\d\d-\d\d|\d[\d,]*(?:\.\d+)?%?/y],
  ["word", /[\p{L}_][\p{L}\p{N}_]*/uy],
];

const OPENING = new Set(
  "flywheel customer let score balance reward message program alert limit pause stage any use test simulate report experiment group assert table leave"
    .split(" "),
);
const ACTING = new Set("move skip send give offer grant invite notify tag untag earn spend add expect given".split(" "));
const JOINING = new Set(
  "to from then and or not where within since without between in is contains after when on entering rule resting capacity refers per once costs if ends at most least with key as show currency timezone default required for of by each until"
    .split(" "),
);

/** The stretches of rules that have a look: `{from, to, look}`. */
export function looks(text) {
  const found = [];
  let [at, first] = [0, true];
  while (at < text.length) {
    const letter = text[at];
    if (letter === "\n") first = true;
    const hit = KINDS.map(([kind, pattern]) => [kind, match(pattern, text, at)]).find(([, end]) => end > at);
    if (!hit) {
      at += 1;
      continue;
    }
    const [kind, to] = hit;
    const look = kind === "word" ? lookOfWord(text.slice(at, to), first) : kind;
    if (look) found.push({ from: at, to, look });
    first = false;
    at = to;
  }
  return found;
}

function lookOfWord(word, first) {
  if (first && OPENING.has(word)) return "opening";
  if (ACTING.has(word)) return "acting";
  return JOINING.has(word) ? "joining" : undefined;
}

/** The same for records: keys, texts and numbers. */
export function looksOfRecords(text) {
  const found = [];
  for (const hit of text.matchAll(/("(?:[^"\\\n]|\\.)*")(\s*:)?|-?\b\d[\d.eE+-]*\b|\b(?:true|false|null)\b/g)) {
    const look = hit[1] === undefined ? "number" : hit[2] ? "joining" : "text";
    found.push({ from: hit.index, to: hit.index + (hit[1] ?? hit[0]).length, look });
  }
  return found;
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
