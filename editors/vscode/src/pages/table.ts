// The page with a table of decisions.
import type { Decision } from '../decision';
import { escaped, page } from './page';

/** What the table is about. */
export interface Shown {
  rules: string;
  customers: string;
  asOf: string | null;
  decisions: Decision[];
  /** How many decisions there are, of which only the first are in the table. */
  count: number;
  /** How many of all of them do something. */
  busy: number;
  /** What the program said of rejected records and missing values. */
  notes: string[];
  /** Where a click on a customer leads. */
  why: (id: string) => string;
}

const STYLE = `
table { border-collapse: collapse; margin-top: 0.75rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-panel-border)); }
th { position: sticky; top: 0; background: var(--vscode-editor-background); font-weight: 600; }
td { overflow-wrap: break-word; max-width: 24rem; }
td:first-child { font-family: var(--vscode-editor-font-family); white-space: nowrap; }
a { color: var(--vscode-textLink-foreground); }
.stays td { color: var(--vscode-descriptionForeground); }
body:has(#only:checked) .stays { display: none; }
.frame { overflow-x: auto; }
`;

const COLUMNS = ['Customer', 'Stage', 'Rule', 'Given', 'Withheld', 'Tags'];

const list = (texts: string[]): string => texts.map(escaped).join('<br>');

function stage({ from, to }: Decision): string {
  if (from === to) return escaped(to);
  return `${from === undefined ? '<span class="quiet">new</span>' : escaped(from)} → ${escaped(to)}`;
}

function row(decision: Decision, shown: Shown, more: boolean): string {
  const why = `<a href="${escaped(shown.why(decision.id))}" title="Why?">${escaped(decision.id)}</a>`;
  const cells = [why, stage(decision), escaped(decision.rule), list(decision.given), list(decision.withheld), list(decision.tags)];
  if (more) cells.push(list(decision.more));
  return `<tr class="${decision.something ? 'moves' : 'stays'}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

const customers = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'customer' : 'customers'}`;

export function table(shown: Shown): string {
  const more = shown.decisions.some((decision) => decision.more.length > 0);
  const columns = more ? [...COLUMNS, 'More'] : COLUMNS;
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const rows = shown.decisions.map((decision) => row(decision, shown, more)).join('\n');
  const left = shown.count - shown.decisions.length;
  const moment = shown.asOf === null ? 'as of now' : `as of ${shown.asOf}`;
  const body = `<h1>${escaped(shown.rules)}</h1>
<p class="quiet">${escaped(shown.customers)}, ${escaped(moment)}. Nothing was sent or changed.</p>
<p>${customers(shown.count)}. Something happens to ${shown.busy.toLocaleString('en-US')}.</p>
<p><label><input type="checkbox" id="only"> Show only these</label></p>
<div class="frame"><table><thead><tr>${head}</tr></thead>
<tbody>
${rows}
</tbody></table></div>
${left > 0 ? `<p>${customers(left)} more. The table has the first ${shown.decisions.length.toLocaleString('en-US')}.</p>` : ''}
${shown.notes.length > 0 ? `<h2>What flywheel says</h2>\n<pre>${escaped(shown.notes.join('\n'))}</pre>` : ''}`;
  return page(shown.rules, body, STYLE);
}
