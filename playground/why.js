// Why one customer is decided in this way.

import { h, prose } from "./dom.js";
import { notes } from "./decisions.js";

const SIGNS = { true: ["✓", "true"], false: ["✗", "false"], unknown: ["?", "unknown"] };

/** Draws the explanation. */
export function draw(home, answer) {
  const since = answer.stage_since ? ` since ${answer.stage_since}` : "";
  home.replaceChildren(
    h("p", { class: "lead" },
      h("strong", {}, answer.id), answer.new ? " is new. " : ` has been in ${answer.stage}${since}. `,
      `As of ${answer.as_of}: ${answer.decision.words}.`),
    notes(answer),
    gifts(answer.by_gift),
    takes(answer.takes),
    next(answer.next),
    h("section", {}, h("h3", {}, "Rules"), answer.by_rule.map(rule)),
    names(answer.names),
  );
}

function sign(truth) {
  const [letter, word] = SIGNS[truth] ?? ["", ""];
  return h("span", { class: `sign ${truth}`, role: "img", "aria-label": word }, letter);
}

function rule({ rule: name, outcome, clause }) {
  const truth = clause?.truth ?? (outcome === "fires" ? "true" : "false");
  return h(
    "details", { class: "rule", open: outcome === "fires" || truth === "unknown" || undefined },
    h("summary", {}, sign(truth), h("strong", {}, name), h("span", { class: "quiet" }, ` ${outcome}`)),
    clause ? h("ul", { class: "clauses" }, part(clause)) : h("p", { class: "small quiet" }, "It has no condition."),
  );
}

function part(clause) {
  const { text, truth, found, needed, from, until, parts = [], decides, joined, as_above: above } = clause;
  if (parts.length && joined) return parts.map(part);
  const dates = [from && `true from ${from}, if nothing happens`, until && `until ${until}`].filter(Boolean).join("; ");
  const words = [found, needed && `needs ${needed}`, dates, above && "as above"].filter(Boolean).join("; ");
  return h(
    "li", { class: decides ? undefined : "quiet" },
    sign(truth), h("code", {}, text), words ? [": ", prose(words)] : "",
    parts.length ? h("ul", { class: "clauses" }, parts.map(part)) : "",
  );
}

function gifts(all) {
  const named = all.filter((gift) => gift.outcome !== "not asked for");
  if (!named.length) return "";
  const entries = named.map(({ gift, outcome, reason, rules, cost, free_from: free }) => h(
    "li", {},
    sign(outcome === "given" ? "true" : "false"), h("code", {}, gift), ` ${outcome}`,
    reason ? ` (${reason})` : "", cost ? `, costs ${cost}` : "", free ? `; possible again from ${free}` : "",
    rules.length ? h("span", { class: "quiet small" }, ` because of ${rules.join(", ")}`) : "",
  ));
  return h("section", {}, h("h3", {}, "Gifts"), h("ul", { class: "plain" }, entries));
}

function takes(found) {
  if (!found) return "";
  const ways = found.ways.map(({ words, decision }) => h("li", {}, prose(words), h("span", { class: "quiet" }, ` → ${decision}`)));
  if (found.wait) ways.push(h("li", {}, `or wait until ${found.wait.at}`, h("span", { class: "quiet" }, ` → ${found.wait.decision}`)));
  const nothing = found.in_the_way.length ? found.in_the_way : ["No change to a few facts was found that is enough."];
  return h(
    "section", {}, h("h3", {}, "What it would take"),
    h("ul", { class: "plain" }, ways.length ? ways : nothing.map((words) => h("li", {}, prose(words)))),
  );
}

/** What changes next, if nothing happens. */
export function next(found) {
  if (!found) return "";
  let words;
  if (found.at) {
    const because = found.because.map(({ text, becomes }) => `“${text}” becomes ${becomes}`).join("; ");
    words = `On ${found.at}, ${found.decision?.words ?? "the decision changes"}${because ? `, because ${because}` : ""}.`;
  } else {
    words = `If nothing happens, nothing changes before ${found.nothing_until}.`;
  }
  const others = found.depends_on_others ? " Others may change it at any time, because customers compete." : "";
  return h("section", {}, h("h3", {}, "What changes next"), h("p", {}, prose(words + others)));
}

function names(all) {
  if (!all.length) return "";
  const entries = all.map(({ name, value, text }) => [
    h("dt", {}, h("code", {}, name)),
    h("dd", {}, prose(value), text ? h("span", { class: "quiet small" }, ` = ${text}`) : ""),
  ]);
  return h("section", {}, h("h3", {}, "Names"), h("dl", { class: "names" }, entries));
}
