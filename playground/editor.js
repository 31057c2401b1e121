// A text to write in, with colors and marks. The text itself is in a plain text area, so that every keyboard and
// every screen reader works as usual; the colors are drawn under it.

import { h } from "./dom.js";
import { lineStarts } from "./places.js";

export class Editor {
  #looks;
  #marks = [];
  #paper = h("pre", { class: "paper", "aria-hidden": "true" });
  #numbers = h("pre", { class: "numbers", "aria-hidden": "true" });

  /** `looks` says which stretches of a text have which look. */
  constructor(home, { label, looks, onInput, describedBy }) {
    this.#looks = looks;
    this.area = h("textarea", {
      spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off", wrap: "off",
      "aria-label": label, "aria-describedby": describedBy,
    });
    home.append(this.#numbers, h("div", { class: "sheet" }, this.#paper, this.area));
    this.area.addEventListener("input", () => {
      this.#marks = [];
      this.#draw();
      onInput();
    });
    this.area.addEventListener("scroll", () => this.#follow());
    this.area.addEventListener("keydown", (event) => this.#indent(event));
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.#marks = [];
    this.#draw();
  }

  /** Changes the text as if somebody had written it, so that it can be undone. */
  replace(text) {
    const [{ selectionStart: at }, { scrollTop: top }] = [this.area, this.area];
    this.area.focus();
    this.area.select();
    if (!document.execCommand("insertText", false, text)) this.text = text;
    this.area.setSelectionRange(Math.min(at, text.length), Math.min(at, text.length));
    this.area.scrollTop = top;
    this.area.dispatchEvent(new Event("input"));
  }

  /** Marks stretches: `{from, to, kind}`, where `kind` is `error` or `warning`. */
  mark(marks) {
    this.#marks = marks.map((mark) => ({ ...mark, to: Math.max(mark.to, mark.from + 1) }));
    this.#draw();
  }

  /** Takes the user to a stretch. */
  show(from, to) {
    this.area.focus();
    this.area.setSelectionRange(from, to);
    const line = lineStarts(this.text.slice(0, from)).length;
    const height = parseFloat(getComputedStyle(this.area).lineHeight);
    this.area.scrollTop = Math.max(0, (line - 4) * height);
    this.#follow();
  }

  #follow() {
    const { scrollLeft, scrollTop } = this.area;
    this.#paper.scrollTo(scrollLeft, scrollTop);
    this.#numbers.scrollTo(0, scrollTop);
  }

  /** A new line begins where the one before it does. */
  #indent(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    const before = this.text.slice(0, this.area.selectionStart);
    const indent = /(?:^|\n)([ ]+)[^\n]*$/.exec(before)?.[1];
    if (!indent) return;
    event.preventDefault();
    document.execCommand("insertText", false, `\n${indent}`);
  }

  #draw() {
    const text = this.text;
    const looks = this.#looks(text);
    const edges = new Set([0, text.length]);
    for (const { from, to } of [...looks, ...this.#marks]) edges.add(from).add(Math.min(to, text.length));
    const places = [...edges].sort((one, other) => one - other);
    const pieces = [];
    let next = 0;
    places.slice(0, -1).forEach((from, index) => {
      const to = places[index + 1];
      while (next < looks.length && looks[next].to <= from) next += 1;
      const look = looks[next]?.from <= from ? looks[next].look : undefined;
      const mark = this.#marks.find((one) => one.from <= from && one.to >= to)?.kind;
      const names = [look, mark && `marked ${mark}`].filter(Boolean).join(" ");
      const piece = text.slice(from, to);
      pieces.push(names ? h("span", { class: names }, piece) : piece);
    });
    // A line break at the end needs something after it to be as high as in the text area.
    this.#paper.replaceChildren(...pieces, "\n ");
    this.#number();
    this.#follow();
  }

  #number() {
    const count = lineStarts(this.text).length;
    const marked = new Set(this.#marks.map((mark) => lineStarts(this.text.slice(0, mark.from)).length));
    const lines = Array.from({ length: count }, (_, index) => {
      const line = index + 1;
      return marked.has(line) ? h("span", { class: "marked" }, `${line}\n`) : `${line}\n`;
    });
    this.#numbers.replaceChildren(...lines, "\n");
  }
}
