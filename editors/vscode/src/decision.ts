// A decision, as `flywheel eval --format ndjson` writes it, in words for a table.

interface Gift {
  gift: string;
  for?: string | number;
  reason?: string;
  kept?: boolean;
}

interface Written {
  id: string | number;
  from: string | null;
  to: string;
  rule?: string;
  given?: Gift[];
  withheld?: Gift[];
  lapsed?: Gift[];
  tags?: string[];
  untags?: string[];
  experiments?: Record<string, string>;
  shown?: Record<string, unknown>;
}

/** A row of the table. */
export interface Decision {
  id: string;
  /** Where the customer was; a new customer was nowhere. */
  from: string | undefined;
  to: string;
  rule: string;
  given: string[];
  withheld: string[];
  tags: string[];
  more: string[];
  /** Whether the customer moves, gets something, or a tag changes. */
  something: boolean;
}

const named = (gift: Gift): string => (gift.for === undefined ? gift.gift : `${gift.gift} for ${gift.for}`);

function withheld(gift: Gift): string {
  return `${named(gift)} (${gift.reason ?? ''}${gift.kept === true ? ', kept' : ''})`;
}

/** The decision in a line, or undefined if it is not one. */
export function decision(line: string): Decision | undefined {
  let read: Written;
  try {
    read = JSON.parse(line) as Written;
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || typeof read.to !== 'string') return undefined;
  const given = (read.given ?? []).map(named);
  const tags = [...(read.tags ?? []).map((tag) => `+ ${tag}`), ...(read.untags ?? []).map((tag) => `− ${tag}`)];
  const experiments = Object.entries(read.experiments ?? {}).map(([name, arm]) => `${name}: ${arm}`);
  const shown = Object.entries(read.shown ?? {}).map(([name, value]) => `${name}: ${value === null ? 'unknown' : String(value)}`);
  const lapsed = (read.lapsed ?? []).map((gift) => `${named(gift)} (lapsed)`);
  return {
    id: String(read.id),
    from: read.from ?? undefined,
    to: read.to,
    rule: read.rule ?? '',
    given,
    withheld: [...(read.withheld ?? []).map(withheld), ...lapsed],
    tags,
    more: [...experiments, ...shown],
    something: read.from !== read.to || given.length > 0 || tags.length > 0,
  };
}
