// The forms that a grammar is made of, so that a pattern is one line.

/** A regular expression as it is written, with others put in. */
export const rx = String.raw;

/** A name of the language. */
export const NAME = rx`\p{L}[\p{L}\p{M}\p{Nd}_]*`;
/** Where a word begins, and where it ends: letters of any alphabet belong to it. */
export const BEGIN = rx`(?<![\p{L}\p{M}\p{Nd}_])`;
export const END = rx`(?![\p{L}\p{M}\p{Nd}_])`;
/** The digits of a number. */
export const DIGITS = rx`\d+(?:_\d+)*(?:\.\d+)?`;
/** The units of a length of time. */
export const UNIT = rx`(?:minute|hour|day|week|month|quarter|year)s?`;
/** The periods of the calendar. */
export const PERIOD = rx`(?:day|week|month|quarter|year)`;

const scope = (name) => `${name}.flywheel`;

/** Scopes for the groups of a pattern, in order. What is not a text is a list of patterns for that group. */
export function groups(scopes) {
  const entry = (each) => (Array.isArray(each) ? { patterns: each } : { name: scope(each) });
  return Object.fromEntries(scopes.map((each, at) => [String(at + 1), entry(each)]));
}

/** A pattern whose groups have these scopes. */
export const match = (pattern, ...scopes) => ({ match: pattern, captures: groups(scopes) });

/** A pattern that has one scope as a whole. */
export const whole = (pattern, name) => ({ match: pattern, name: scope(name) });

/** Words, or several words in a row, with one scope. */
export const words = (list, name) => whole(`${BEGIN}(?:${list})${END}`, name);

/** What is between two patterns. */
export function between(begin, beginScopes, end, endScopes, patterns) {
  return { begin, beginCaptures: groups(beginScopes), end, endCaptures: groups(endScopes), patterns };
}

/** Patterns that have a name in the grammar. */
export const include = (...names) => names.map((name) => ({ include: `#${name}` }));
