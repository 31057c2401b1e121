// A path into a record, as rules write it: `profile.id`, `lines.0.sku`, `['Customer ID']`.

/** The keys of a path, in order. */
export function keys(path: string): string[] {
  const found: string[] = [];
  for (const part of path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|([^.[\]]+)/g)) {
    found.push((part[1] ?? part[2] ?? '').trim());
  }
  return found.filter((key) => key !== '');
}

/** What is at the end of a path. */
export function at(record: unknown, path: string): unknown {
  let value = record;
  for (const key of keys(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Where rules say that the id of a customer is: the path after `id from`, else `id`. */
export function idPath(rules: string): string | undefined {
  const code = rules.replace(/"(?:[^"\\\n]|\\.)*"|#.*/g, (part) => (part.startsWith('#') ? '' : part));
  return /(?:^|\s)id\s+from\s+"((?:[^"\\\n]|\\.)*)"/.exec(code)?.[1]?.replace(/\\(.)/g, '$1');
}

/** The files that rules use, as they are written. */
export function used(rules: string): string[] {
  return [...rules.matchAll(/^\s*use\s+"((?:[^"\\\n]|\\.)*)"/gm)].map((use) => use[1] ?? '');
}
