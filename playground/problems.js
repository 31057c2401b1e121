// The problems in the rules: where they are, what they mean, and how to fix them.

import { counted, h, listed, prose } from "./dom.js";
import { edited, lineStarts, place } from "./places.js";

/** What the server calls the rules of this page. */
export const NAME = "rules.flywheel";

/** The stretches of a text that problems are at. */
export function marks(text, problems) {
  const starts = lineStarts(text);
  return problems.filter((problem) => problem.file === NAME).map((problem) => ({
    from: place(text, starts, problem.line, problem.column),
    to: place(text, starts, problem.end_line, problem.end_column),
    kind: problem.severity,
  }));
}

/** `2 errors and 1 warning`. */
export function verdict(problems) {
  const of = (severity) => problems.filter((problem) => problem.severity === severity).length;
  const parts = [];
  if (of("error")) parts.push(counted(of("error"), "error", "errors"));
  if (of("warning")) parts.push(counted(of("warning"), "warning", "warnings"));
  return parts.length ? listed(parts) : "No problems";
}

/** Shows the problems below the rules. */
export function show(list, problems, editor) {
  list.replaceChildren(...problems.map((problem) => entry(problem, editor)));
  list.hidden = problems.length === 0;
}

function entry(problem, editor) {
  const goTo = () => {
    const [mark] = marks(editor.text, [problem]);
    if (mark) editor.show(mark.from, mark.to);
  };
  const where = h("button", { type: "button", class: "where", onclick: goTo }, `Line ${problem.line}`);
  return h(
    "li", { class: problem.severity },
    h("p", {}, where, h("span", { class: "severity" }, problem.severity), " ", h("strong", {}, prose(problem.title))),
    problem.label ? h("p", { class: "small" }, prose(problem.label)) : null,
    problem.help ? h("p", { class: "small help" }, prose(problem.help)) : null,
    h("p", { class: "actions" }, fix(problem, editor), test(problem, editor)),
  );
}

/** A button that makes the change which the server suggests. */
function fix(problem, editor) {
  const edits = problem.fix?.edits;
  if (!edits || edits.some((edit) => edit.file !== NAME)) return null;
  const safe = problem.fix.confidence === "safe";
  const change = () => editor.replace(edited(editor.text, edits));
  const words = edits.length === 1 && edits[0].text.trim().length > 0 && edits[0].text.length < 40
    ? `Write “${edits[0].text.trim()}”` : "Fix it";
  const title = safe ? "This means the same" : "Look at it afterward: it may not be what you mean";
  return h("button", { type: "button", title, onclick: change }, words);
}

/** A button that adds the customer who shows the problem as a test. */
function test(problem, editor) {
  if (!problem.example) return null;
  const add = () => {
    const text = `${editor.text.trimEnd()}\n\n${problem.example.trimEnd()}\n`;
    editor.replace(text);
    editor.show(text.length, text.length);
  };
  return h(
    "details", {},
    h("summary", {}, "A customer who shows it"),
    h("pre", { class: "example" }, problem.example),
    h("button", { type: "button", onclick: add }, "Add as a test"),
  );
}
