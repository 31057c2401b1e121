// What the rules would have done over some days: a row for each customer, in the colors of the stages.

import { counted, h, shape } from "./dom.js";
import { notes } from "./decisions.js";

/** More rows than this are not drawn. */
const MOST = 60;
const COLORS = 8;
const DAY = 86_400_000;
const WIDTH = 1000;

const days = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;

/** The day some days before another one. */
export const before = (day, count) => new Date((days(day) - count) * DAY).toISOString().slice(0, 10);

/** Draws the rows. `onWhy` is called with an id. */
export function draw(home, answer, { onWhy }) {
  const people = new Map();
  for (const change of answer.changes) {
    const id = String(change.id);
    people.set(id, [...(people.get(id) ?? []), change]);
  }
  const color = new Map(answer.at_end.map(({ stage }, index) => [stage, index % COLORS]));
  const rows = [...people].slice(0, MOST).map(([id, changes]) => row(id, changes, answer, color, onWhy));
  const left = people.size - rows.length;
  const who = counted(answer.customers, "customer", "customers");
  home.replaceChildren(
    h("p", { class: "lead" }, `${who}, ${counted(answer.changes.length, "change", "changes")} from ${answer.from} to ${answer.to}.`),
    notes(answer),
    h("ul", { class: "legend", "aria-label": "Stages, and how many are in each at the end" },
      answer.at_end.map(({ stage, customers }) => h("li", {}, h("span", { class: `swatch stage-${color.get(stage)}` }), `${stage} ${customers}`)),
      h("li", {}, h("span", { class: "swatch gift" }), "something is given")),
    h("ul", { class: "lines" }, rows),
    left > 0 ? h("p", { class: "quiet" }, `and ${counted(left, "more customer", "more customers")} with changes`) : "",
  );
}

function row(id, changes, answer, color, onWhy) {
  const [first, last] = [days(answer.from), days(answer.to) + 1];
  const x = (day) => ((days(day) - first) / (last - first)) * WIDTH;
  const bars = stays(changes, answer).map(({ stage, from, to }) => shape("rect", {
    class: `stage-${color.get(stage) ?? 0}`, x: x(from), y: 4, width: Math.max(1, (to ? x(to) : WIDTH) - x(from)), height: 16, rx: 2,
  }));
  const gifts = changes.filter((change) => change.given?.length)
    .map((change) => shape("rect", { class: "gift", x: Math.min(x(change.as_of), WIDTH - 6), y: 0, width: 6, height: 24 }));
  const picture = shape("svg", { viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars, ...gifts);
  const said = changes.map((change) => h("li", {}, h("time", { datetime: change.as_of }, change.as_of), ` ${words(change)}`));
  return h(
    "li", {},
    h("details", {},
      h("summary", {}, h("span", { class: "who" }, id), picture),
      h("ul", { class: "plain small" }, said),
      h("button", { type: "button", class: "link small", onclick: () => onWhy(id) }, "Why is it as it is now?")),
  );
}

/** From when to when the customer is in which stage. */
function stays(changes, answer) {
  const made = [];
  let stage = changes[0].from;
  let from = answer.from;
  for (const change of changes) {
    if (change.to === stage) continue;
    if (stage) made.push({ stage, from, to: change.as_of });
    [stage, from] = [change.to, change.as_of];
  }
  if (stage) made.push({ stage, from });
  return made;
}

function words({ from, to, rule, given = [], withheld = [], tags = [], untags = [] }) {
  const parts = [];
  if (from !== to) parts.push(`${from ?? "new"} → ${to}${rule ? ` (${rule})` : ""}`);
  if (given.length) parts.push(`gets ${given.map((gift) => gift.gift).join(", ")}`);
  if (withheld.length) parts.push(`held back: ${withheld.map((gift) => `${gift.gift} (${gift.reason})`).join(", ")}`);
  if (tags.length) parts.push(`tagged ${tags.join(", ")}`);
  if (untags.length) parts.push(`no longer tagged ${untags.join(", ")}`);
  return parts.join("; ");
}
