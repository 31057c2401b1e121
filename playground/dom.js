// Elements, made and filled.

/** An element with some properties and children. Text is always text, never markup. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** The same for a part of a picture. */
export function shape(tag, properties = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A text of the server as a person reads it: what is between backquotes is code. */
export const prose = (text) => String(text).split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));

/** `1 customer`, `3 customers`. */
export const counted = (count, one, many) => `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Calls the latest of several calls, once there were none for a while. */
export function later(milliseconds, call) {
  let timer;
  const wait = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), milliseconds);
  };
  wait.now = (...given) => {
    clearTimeout(timer);
    return call(...given);
  };
  return wait;
}
