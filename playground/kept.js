// What is on the page, kept in this tab for when it is loaded again. It goes nowhere else.

const NAME = "flywheel-page";

/** Keeps a state, and says whether there was room for it: browsers keep some 5 MB for a tab. */
export function keep(state) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(state));
    return true;
  } catch {
    sessionStorage.removeItem(NAME);
    return false;
  }
}

/** The state that was kept, if there is one. */
export function kept() {
  try {
    const state = JSON.parse(sessionStorage.getItem(NAME));
    return typeof state === "object" && state !== null ? state : undefined;
  } catch {
    return undefined;
  }
}
