// Where a declaration begins, which is also where the one before it ends. Most of these words are
// reserved. The others begin a declaration only with what follows them, as in the grammar of the
// language; what follows may be in the next line, which a pattern here cannot see, so then the word
// and the name have to be a line of their own.
import { BEGIN, END, NAME, rx } from './form.mjs';

const reserved = rx`(?:flywheel|customer|let|score|reward|message|program|alert|limit|pause|use|test|simulate)${END}`;

export const REPORT = rx`^\s*(report)\s*(?=$|#|(?:wheel|paying|value|source|referred|spending|verdict)${END})`;
export const BALANCE = rx`^\s*(balance)\s+(${NAME})\s*(?=$|#|(?:at|earn|spend)${END})`;
export const EXPERIMENT = rx`^\s*(experiment)\s+(${NAME})(?=\s*(?:$|#|${NAME}\s+[\d.]+%))`;
export const GROUP = rx`^\s*(group)\s+(${NAME})\s*(\()`;
export const ASSERT = rx`^\s*(assert)(?=\s*")`;
/** A stage is declared, unless it is the field of that name. */
export const STAGE = rx`${BEGIN}(stage)\s+(?!(?:from|is|in)${END})(${NAME})`;

const quiet = (pattern) => pattern.replaceAll(rx`(report)`, 'report').replaceAll(rx`(balance)`, 'balance')
  .replaceAll(rx`(experiment)`, 'experiment').replaceAll(rx`(group)`, 'group').replaceAll(rx`(assert)`, 'assert')
  .replaceAll(rx`(stage)`, 'stage').replaceAll(`(${NAME})`, NAME);

const free = [REPORT, BALANCE, EXPERIMENT, GROUP, ASSERT].map(quiet).join('|');
const any = rx`${BEGIN}any\s+stage${END}|^\s*any\s*(?=$|#)`;

/** The end of a declaration. */
export const NEXT = rx`(?=${BEGIN}${reserved}|${any}|${quiet(STAGE)}|^\s*stage\s*(?=$|#)|${free})`;

/** The end of a test, where facts may name a stage: one is declared only where a line begins. */
export const NEXT_AFTER_TEST = rx`(?=${BEGIN}${reserved}|${any}|^\s*stage${END}|${free})`;
