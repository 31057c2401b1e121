// The tables that belong to the customers: each has a name and a text with its rows.

import { h } from "./dom.js";
import { Editor } from "./editor.js";
import { looksOfRecords } from "./words.js";

export class Tables {
  #home;
  #onInput;
  #list = h("div", { class: "tables" });
  #all = [];

  constructor(home, onInput) {
    this.#home = home;
    this.#onInput = onInput;
    const add = h("button", { type: "button", id: "add-table", onclick: () => this.#add("", "").name.focus() }, "Add a table");
    home.append(
      h("p", { class: "quiet small" }, "Rows as NDJSON or CSV, for lists that the rules read ", h("code", {}, "from table"), "."),
      this.#list, add,
    );
  }

  /** The rows by the names of the tables; nothing if there are no tables. Of two with one name, it is the first. */
  get texts() {
    const named = this.#all.map(({ name, rows }) => [name.value.trim(), rows.text]).filter(([name]) => name);
    return named.length ? Object.fromEntries(named.reverse()) : undefined;
  }

  set texts(texts) {
    this.#all = [];
    this.#list.replaceChildren();
    const all = Object.entries(texts ?? {}).filter(([, text]) => typeof text === "string");
    for (const [name, text] of all) this.#add(name, text);
    this.#home.open = all.length > 0;
  }

  #add(called, text) {
    const name = h("input", { class: "name", "aria-label": "Name of the table", placeholder: "orders", spellcheck: "false", autocapitalize: "off" });
    const twice = h("p", { class: "small", role: "status" });
    const home = h("div", { class: "editor table" });
    const remove = h("button", { type: "button", onclick: () => this.#remove(table) }, "Remove");
    const rows = new Editor(home, { label: "Rows of the table", looks: looksOfRecords, onInput: this.#onInput });
    const table = { name, rows, twice, part: h("div", {}, h("div", { class: "field" }, name, remove), twice, home) };
    name.value = called;
    name.addEventListener("input", () => this.#changed());
    rows.text = text;
    this.#all.push(table);
    this.#list.append(table.part);
    return table;
  }

  #remove(table) {
    this.#all = this.#all.filter((other) => other !== table);
    table.part.remove();
    document.getElementById("add-table").focus();
    this.#changed();
  }

  #changed() {
    const names = this.#all.map(({ name }) => name.value.trim());
    this.#all.forEach(({ twice }, index) => {
      const isTwice = names[index] && names.indexOf(names[index]) < index;
      twice.textContent = isTwice ? "Another table has this name, so these rows are not used." : "";
    });
    this.#onInput();
  }
}
