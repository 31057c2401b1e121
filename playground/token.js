// Asks the user for the token of the server.

import { byId } from "./dom.js";

let asked;

/** Yields the token that the user gives, if any; several questions at once are one. */
export function askForToken() {
  asked ??= new Promise((done) => {
    const [dialog, field] = [byId("token"), byId("token-text")];
    field.value = "";
    dialog.addEventListener("close", () => {
      asked = undefined;
      done(field.value.trim() || undefined);
    }, { once: true });
    dialog.showModal();
  });
  return asked;
}
