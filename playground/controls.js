// What the user chooses next to the results: a customer, and the days of a timeline.

import { h } from "./dom.js";

/** A choice of one of the customers, with a place for what is said of them. */
export function chooser(view, onChange) {
  const select = h("select", { id: "customer", onchange: () => onChange(select.value) });
  const place = h("div", { "aria-live": "polite" });
  view.append(h("div", { class: "field row" }, h("label", { for: "customer" }, "Customer"), select), place);
  return {
    place,
    get id() {
      return select.value;
    },
    /** Offers these customers, and keeps the one that was chosen if they are still there. */
    offer(ids, chosen = select.value) {
      select.replaceChildren(...ids.map((id) => h("option", { value: id }, id)));
      if (ids.includes(chosen)) select.value = chosen;
    },
    choose(id) {
      select.value = id;
      onChange(id);
    },
  };
}

/** The days of a timeline, with a place for it. */
export function span(view, onChange) {
  const day = (id) => h("input", { id, type: "date", onchange: onChange });
  const [from, to] = [day("from"), day("to")];
  const empty = h("input", { id: "start-empty", type: "checkbox", checked: true, onchange: onChange });
  const place = h("div", { "aria-live": "polite" });
  view.append(
    h("div", { class: "fields" },
      h("div", { class: "field" }, h("label", { for: "from" }, "From"), from),
      h("div", { class: "field" }, h("label", { for: "to" }, "To"), to),
      h("div", { class: "field check" }, empty, h("label", { for: "start-empty" }, "Begin without stages"))),
    h("p", { class: "quiet small" }, "What these rules would have done, day after day, with fields as they are today. Open a row to read it."),
    place,
  );
  return {
    place,
    get days() {
      return { from: from.value, to: to.value, start_empty: empty.checked };
    },
    set days({ from: first, to: last }) {
      [from.value, to.value] = [first, last];
    },
  };
}
