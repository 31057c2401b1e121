// Tabs that work by keyboard, as screen readers expect them to.

export class Tabs {
  #tabs;
  #onChange;

  constructor(list, onChange) {
    this.#tabs = [...list.querySelectorAll("[role=tab]")];
    this.#onChange = onChange;
    for (const tab of this.#tabs) tab.addEventListener("click", () => this.choose(nameOf(tab)));
    list.addEventListener("keydown", (event) => this.#move(event));
    this.choose(nameOf(this.#tabs[0]), false);
  }

  /** The name of the chosen tab. */
  get chosen() {
    return nameOf(this.#tabs.find((tab) => tab.getAttribute("aria-selected") === "true"));
  }

  choose(name, tell = true) {
    const known = this.#tabs.some((tab) => nameOf(tab) === name);
    if (!known) return;
    for (const tab of this.#tabs) {
      const is = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !is;
    }
    if (tell) this.#onChange(name);
  }

  #move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const count = this.#tabs.length;
    const at = this.#tabs.findIndex((tab) => tab.tabIndex === 0);
    const to = Number.isFinite(step) ? (at + step + count) % count : step < 0 ? 0 : count - 1;
    this.#tabs[to].focus();
    this.choose(nameOf(this.#tabs[to]));
  }
}

const nameOf = (tab) => tab.id.replace("tab-", "");
