// What happens to each customer.

import { counted, h, listed, prose } from "./dom.js";

/** Draws the decisions. `onWhy` is called with an id, and `onLine` with a line of the records. */
export function draw(view, answer, { onWhy, onLine }) {
  const { decisions, rejected } = answer;
  const rows = decisions.map((decision) => row(decision, onWhy));
  const table = h(
    "table", {},
    h("caption", { class: "hidden" }, "Decisions"),
    h("thead", {}, h("tr", {}, ["Customer", "Stage", "Gets", "Held back", "Tags"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows),
  );
  view.replaceChildren(
    h("p", { class: "lead" }, summary(answer)),
    notes(answer),
    rejected.length ? refused(rejected, onLine) : "",
    decisions.length ? h("div", { class: "wide" }, table) : h("p", { class: "quiet" }, "No customers yet."),
    missing(answer.missing ?? []),
  );
}

function summary({ decisions, rejected, as_of: asOf }) {
  const isNew = decisions.filter((decision) => decision.from === null).length;
  const moves = decisions.filter((decision) => decision.from !== null && decision.from !== decision.to).length;
  const given = decisions.reduce((count, decision) => count + (decision.given?.length ?? 0), 0);
  const parts = [
    isNew && `${isNew} new`,
    moves && counted(moves, "moves", "move"),
    decisions.length - isNew - moves && counted(decisions.length - isNew - moves, "stays", "stay"),
  ].filter(Boolean);
  const gifts = given ? ` They get ${counted(given, "gift", "gifts")}.` : "";
  const refusals = rejected.length ? ` ${counted(rejected.length, "record was", "records were")} rejected.` : "";
  const who = counted(decisions.length, "customer", "customers");
  return `${who}${parts.length ? `: ${listed(parts)}` : ""}, as of ${asOf}.${gifts}${refusals}`;
}

function row(decision, onWhy) {
  const { id, from, to, rule } = decision;
  const moved = from !== to;
  const stage = moved
    ? [h("span", { class: "quiet" }, from ?? "new"), " → ", h("strong", {}, to), rule ? h("div", { class: "small quiet" }, rule) : ""]
    : [to];
  const shown = Object.entries(decision.shown ?? {}).map(([name, value]) => `${name} ${value ?? "unknown"}`).join(", ");
  return h(
    "tr", { class: moved || decision.given?.length ? "changes" : undefined },
    h("th", { scope: "row" },
      h("button", { type: "button", class: "link", title: "Why?", onclick: () => onWhy(String(id)) }, String(id)),
      shown ? h("div", { class: "small quiet" }, shown) : ""),
    h("td", {}, stage),
    h("td", {}, (decision.given ?? []).map((gift) => h("span", { class: `pill ${gift.kind}`, title: gift.gift }, gift.gift))),
    h("td", {}, (decision.withheld ?? []).map((gift) => h("div", { class: "small" }, `${gift.gift} (${gift.reason})`))),
    h("td", {}, tags(decision)),
  );
}

function tags({ tags: set = [], untags: removed = [] }) {
  return [
    ...set.map((tag) => h("span", { class: "pill tag" }, `+ ${tag}`)),
    ...removed.map((tag) => h("span", { class: "pill tag gone" }, `− ${tag}`)),
  ];
}

function refused(rejected, onLine) {
  const entries = rejected.map(({ line, path, reason }) => h(
    "li", {},
    h("button", { type: "button", class: "where", onclick: () => onLine(line) }, `Line ${line}`),
    path ? [h("code", {}, path), ": "] : "", prose(reason),
  ));
  return h("div", { class: "callout error" }, h("h3", {}, "Rejected"), h("ul", { class: "plain" }, entries));
}

function missing(all) {
  if (!all.length) return "";
  const entries = all.map(({ name, customers, unknown }) => {
    const so = unknown.length
      ? `so ${listed(unknown.map(({ rule, customers: count }) => `${rule} (for ${count})`))} could not be decided`
      : "which left no rule undecided";
    return h("li", {}, h("code", {}, name), ` is missing for ${counted(customers, "customer", "customers")}, ${so}.`);
  });
  return h("div", { class: "callout" }, h("h3", {}, "Missing values"), h("ul", { class: "plain" }, entries));
}

/** What else the server says. */
export function notes(answer) {
  const all = answer.notes ?? [];
  return all.length ? h("div", { class: "callout" }, h("ul", { class: "plain" }, all.map((note) => h("li", {}, prose(note))))) : "";
}
