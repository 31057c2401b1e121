// The playground: what is written on the left is checked and decided by the server, and shown on the right.

import { ask, onToken, Trouble } from "./api.js";
import * as controls from "./controls.js";
import * as decisions from "./decisions.js";
import { byId, h, later } from "./dom.js";
import { Editor } from "./editor.js";
import * as kept from "./kept.js";
import * as lifecycle from "./lifecycle.js";
import * as link from "./link.js";
import { lineStarts } from "./places.js";
import * as problems from "./problems.js";
import { Tables } from "./tables.js";
import { Tabs } from "./tabs.js";
import * as timeline from "./timeline.js";
import { askForToken } from "./token.js";
import * as why from "./why.js";
import { looks, looksOfRecords } from "./words.js";

const CHECK = 200;
const DECIDE = 400;
const KEEP = 800;
const DAYS = 180;

onToken(askForToken);

const asOf = byId("as-of");
const example = byId("example");
const verdict = byId("verdict");
const stale = byId("stale");

const check = later(CHECK, checkRules);
const refresh = later(DECIDE, showResults);
const keep = later(KEEP, keepState);

const rules = new Editor(byId("rules"), { label: "Rules", looks, onInput: changed, describedBy: "verdict" });
const customers = new Editor(byId("customers"), { label: "Customers", looks: looksOfRecords, onInput: changed });
const tables = new Tables(byId("tables"), changed);
const chosen = controls.chooser(byId("view-why"), () => refresh.now());
const days = controls.span(byId("view-timeline"), () => refresh.now());
const tabs = new Tabs(document.querySelector("[role=tablist]"), () => {
  keep();
  refresh.now();
});

/** The ids of the customers in the order of the records, as the latest decisions have them. */
let ids = [];

/** Whether there is anything on the page yet, and whether the browser has room to keep it. */
let [loaded, hasRoom] = [false, true];

asOf.addEventListener("change", () => {
  setDays();
  changed();
});
byId("tidy").addEventListener("click", tidy);
byId("share").addEventListener("click", share);
byId("wide").addEventListener("click", () => {
  const wide = document.body.classList.toggle("widened");
  byId("wide").setAttribute("aria-pressed", String(wide));
});
addEventListener("hashchange", async () => {
  await loadLink();
});
addEventListener("pagehide", () => keep.now());
addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  document.querySelector("#problems .where")?.click();
});

start();

async function start() {
  const examples = await fetch("/examples.json").then((response) => response.json()).catch(() => []);
  example.append(...examples.map(({ id, title }) => h("option", { value: id }, title)));
  const take = (id) => {
    const found = examples.find((one) => one.id === id);
    const { rules: text, customers: records, tables: rows, as_of: day } = found ?? {};
    if (found) load({ rules: text, customers: records, tables: rows, as_of: day, example: id, tab: tabs.chosen });
  };
  example.addEventListener("change", () => take(example.value));
  if (await loadLink()) return;
  const state = kept.kept();
  if (state) load(state);
  else take(examples[0]?.id);
}

/** Loads what the address holds, if anything. It is not left there: it would be what a reload shows, whatever has changed. */
async function loadLink() {
  const state = await link.read(location.hash);
  if (!state) return false;
  load(state);
  history.replaceState(null, "", address());
  return true;
}

function load(state) {
  const text = (value) => (typeof value === "string" ? value : "");
  rules.text = text(state.rules);
  customers.text = text(state.customers);
  tables.texts = state.tables;
  asOf.value = text(state.as_of);
  example.value = text(state.example);
  if (example.selectedIndex < 0) example.value = "";
  setDays();
  if (state.tab) tabs.choose(state.tab, false);
  if (state.id) chosen.offer([state.id], state.id);
  loaded = true;
  keep.now();
  check.now();
  refresh.now();
}

function setDays() {
  const to = asOf.value || new Date().toISOString().slice(0, 10);
  days.days = { from: timeline.before(to, DAYS), to };
}

function changed() {
  example.value = "";
  check();
  refresh();
  keep();
}

function state() {
  return {
    rules: rules.text, customers: customers.text, tables: tables.texts, as_of: asOf.value,
    example: example.value || undefined, tab: tabs.chosen, id: chosen.id || undefined,
  };
}

function keepState() {
  if (!loaded) return;
  const had = hasRoom;
  hasRoom = kept.keep(state());
  if (had && !hasRoom) say("This is more than the browser keeps: if you reload the page, it is gone.");
}

const address = () => location.origin + location.pathname;
const letters = (count) => `${count.toLocaleString("en-US")} letters`;

async function share() {
  const whole = address() + await link.written(state());
  if (whole.length > link.MOST) {
    say(`This is too much for a link. It would have ${letters(whole.length)}, and browsers open none of more than ${letters(link.MOST)}.`);
    return;
  }
  const long = whole.length > link.LONG
    ? ` It has ${letters(whole.length)}: some programs cut off links of more than ${letters(link.LONG)}.` : "";
  try {
    await navigator.clipboard.writeText(whole);
    say(`Copied a link that holds everything on this page.${long}`);
  } catch {
    history.replaceState(null, "", whole);
    say(`The browser does not let this page copy. The address holds everything now: copy it from there.${long}`);
  }
}

function say(words) {
  const toast = byId("toast");
  toast.textContent = words;
  setTimeout(() => { if (toast.textContent === words) toast.textContent = ""; }, 5000);
}

/** The rules as the server asks for them. */
const asked = () => ({ rules: rules.text, name: problems.NAME });
const moment = () => (asOf.value ? { as_of: asOf.value } : {});
const records = () => ({ customers: customers.text, tables: tables.texts });
const everything = () => ({ ...asked(), ...records(), ...moment() });

async function checkRules() {
  const text = rules.text;
  try {
    const answer = await ask("/check", asked());
    if (!answer || rules.text !== text) return;
    rules.mark(problems.marks(text, answer.problems));
    problems.show(byId("problems"), answer.problems, rules);
    const words = problems.verdict(answer.problems);
    if (verdict.textContent !== words) verdict.textContent = words;
    const isBad = answer.problems.some((problem) => problem.severity === "error");
    verdict.dataset.kind = isBad ? "error" : answer.problems.length ? "warning" : "fine";
  } catch (error) {
    verdict.textContent = said(error);
    verdict.dataset.kind = "error";
  }
}

async function tidy() {
  try {
    const answer = await ask("/format", asked());
    if (!answer) return;
    if (answer.changed) rules.replace(answer.rules);
    say(answer.changed ? "The rules are in the usual layout now." : "The rules are in the usual layout already.");
  } catch (error) {
    say(`The rules stay as they are: ${said(error)}`);
  }
}

/** Shows what the chosen tab is about. */
async function showResults() {
  const view = byId("results");
  view.setAttribute("aria-busy", "true");
  try {
    await results[tabs.chosen]();
    stale.hidden = true;
    view.classList.remove("old");
  } catch (error) {
    stale.textContent = error.code === "rules"
      ? "The rules have errors. These are the results of the last rules without errors."
      : said(error);
    stale.hidden = false;
    view.classList.add("old");
  } finally {
    view.removeAttribute("aria-busy");
  }
}

const results = {
  async decisions() {
    const answer = await ask("/decide", everything(), "results");
    if (!answer) return;
    remember(answer);
    decisions.draw(byId("view-decisions"), answer, { onWhy: showWhy, onLine: showLine });
  },
  async why() {
    const all = await ask("/decide", everything(), "results");
    if (!all) return;
    remember(all);
    if (!ids.length) {
      chosen.place.replaceChildren(h("p", { class: "quiet" }, "No customers yet."));
      return;
    }
    const answer = await ask("/why", { ...everything(), id: chosen.id }, "results");
    if (answer) why.draw(chosen.place, answer);
  },
  async lifecycle() {
    const body = { ...asked(), ...(customers.text.trim() ? everything() : {}) };
    const answer = await ask("/graph", body, "results");
    if (answer) lifecycle.draw(byId("view-lifecycle"), answer);
  },
  async timeline() {
    const answer = await ask("/replay", { ...asked(), ...records(), ...days.days }, "results");
    if (answer) timeline.draw(days.place, answer, { onWhy: showWhy });
  },
};

function remember({ decisions: all }) {
  ids = all.map(({ id }) => String(id));
  chosen.offer(ids);
}

function showWhy(id) {
  chosen.offer(ids.includes(id) ? ids : [id, ...ids], id);
  tabs.choose("why");
  byId("tab-why").focus();
}

function showLine(line) {
  const starts = lineStarts(customers.text);
  customers.show(starts[line - 1] ?? 0, (starts[line] ?? customers.text.length + 1) - 1);
}

function said(error) {
  if (!(error instanceof Trouble)) return "Something went wrong on this page.";
  return [error.message, error.help].filter(Boolean).join(" — ");
}
