// Questions to the server that this page came from.

/** Why there is no answer. */
export class Trouble extends Error {
  constructor(details) {
    super(details.detail ?? "the server does not answer");
    Object.assign(this, { code: details.code, help: details.help, problems: details.problems });
  }
}

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** A document, in which numbers that a browser would round are texts: ids have more digits than it keeps. */
export const parsed = (text) =>
  JSON.parse(text.replace(TOKENS, (token) => (token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`)));

const open = new Map();
let token = sessionStorage.getItem("flywheel-token");
let askForToken = async () => undefined;

/** Says who asks the user for the token of the server. */
export const onToken = (ask) => { askForToken = ask; };

/**
 * Asks the server something, and gives up what was asked before under the same name. Yields the answer as a
 * document or a text, and nothing if it was given up.
 */
export async function ask(path, question, name = path) {
  open.get(name)?.abort();
  const control = new AbortController();
  open.set(name, control);
  try {
    return await answer(path, question, control.signal);
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    throw error;
  } finally {
    if (open.get(name) === control) open.delete(name);
  }
}

async function answer(path, question, signal) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, { method: "POST", headers, body: JSON.stringify(question), signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble({ code: "gone", detail: "The server does not answer.", help: "Is `flywheel serve` still running?" });
  }
  const kind = response.headers.get("Content-Type") ?? "";
  const text = await response.text();
  const said = kind.includes("json") ? parsed(text) : text;
  if (response.ok) return said;
  if (response.status === 401) {
    const given = await askForToken();
    if (given) {
      token = given;
      sessionStorage.setItem("flywheel-token", given);
      return answer(path, question, signal);
    }
  }
  throw new Trouble(said);
}
