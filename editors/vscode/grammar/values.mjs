// Values and conditions, which may be in any declaration.
import { BEGIN, DIGITS, END, NAME, PERIOD, UNIT, between, include, match, rx, whole, words } from './form.mjs';

const comment = { name: 'comment.line.number-sign.flywheel', begin: '#', beginCaptures: { 0: { name: 'punctuation.definition.comment.flywheel' } }, end: '$' };

const text = {
  ...between('(")', ['punctuation.definition.string.begin'], '(")|($)', ['punctuation.definition.string.end', 'invalid.illegal.newline'],
    [whole(rx`\\.`, 'constant.character.escape')]),
  name: 'string.quoted.double.flywheel',
};

const literals = {
  patterns: [
    whole(rx`${BEGIN}\d{4}-\d{1,2}-\d{1,2}(?:[Tt][\dA-Za-z:.+\-]+)?${END}`, 'constant.numeric.date'),
    match(rx`${BEGIN}(${DIGITS})(%)`, 'constant.numeric.percentage', 'keyword.other.unit'),
    match(rx`([$€£])(\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|${DIGITS})${END}`, 'keyword.other.unit', 'constant.numeric.money'),
    match(rx`${BEGIN}(${DIGITS})\s+([A-Z]{3})${END}`, 'constant.numeric.money', 'keyword.other.unit'),
    match(rx`${BEGIN}(${DIGITS})\s+(${UNIT})${END}`, 'constant.numeric.duration', 'keyword.other.unit'),
    whole(rx`${BEGIN}${DIGITS}${END}`, 'constant.numeric'),
  ],
};

// Several words that mean one thing, before any of them is read alone.
const phrases = {
  patterns: [
    match(rx`${BEGIN}(${DIGITS})\s+(${UNIT})\s+(in\s+stage)${END}`, 'constant.numeric.duration', 'keyword.other.unit', 'keyword.operator.wordlike.window'),
    words(rx`in\s+stage|since\s+entering|within\s+next|(?:this|last)\s+calendar\s+${PERIOD}`, 'keyword.operator.wordlike.window'),
    match(rx`${BEGIN}(since\s+last)\s+(${NAME})`, 'keyword.operator.wordlike.window', 'variable.other'),
    words(rx`since\s+last|since|within|without|expiring(?=\s+within)`, 'keyword.operator.wordlike.window'),
    words(rx`(?:start|end)\s+of\s+calendar\s+${PERIOD}\s+of`, 'support.function'),
    words(rx`(?:anniversary|year|month|day|hour|weekday)\s+of`, 'support.function'),
    match(rx`${BEGIN}(days\s+from)\s+(${NAME})\s+(to)\s+(?=[\p{L}\d(])`, 'support.function', 'variable.other', 'support.function'),
    words(rx`days\s+from`, 'support.function'),
    words(rx`is\s+(?:not\s+)?(?:known|missing)|is\s+not|is`, 'keyword.operator.wordlike.comparison'),
    words(rx`(?:starts|ends)\s+with|contains|between|tagged`, 'keyword.operator.wordlike.comparison'),
    match(rx`(?<=%)\s+(of)${END}`, 'keyword.operator.wordlike.arithmetic'),
  ],
};

const functions = {
  patterns: [
    match(rx`${BEGIN}(count|sum|average|min|max|first|last|floor|ceil|round|least|greatest|quintile|rank)\s*(?=\()`, 'support.function'),
    match(rx`(?<=\()\s*(different)\s+(?=\p{L})`, 'keyword.operator.wordlike.quantifier'),
  ],
};

// Words that a name never is, so that `no` before one of them is an answer and not a count.
const goesOn = rx`(?:and|or|where|within|since|without|between|in|is|contains|then|move|skip|send|give|offer|grant|invite|notify|tag|untag|default|required)${END}`;

const quantities = {
  patterns: [
    whole(rx`${BEGIN}(?:at\s+(?:least|most)|more\s+than|fewer\s+than|exactly)(?=\s+-?[\d$€£])`, 'keyword.operator.wordlike.quantifier'),
    whole(rx`${BEGIN}(?:no|an|a)(?=\s+(?!${goesOn})\p{L})`, 'keyword.operator.wordlike.quantifier'),
  ],
};

const operators = {
  patterns: [words('and|or|not', 'keyword.operator.wordlike.logical'), words('where|in', 'keyword.operator.wordlike.filter')],
};

const known = {
  patterns: [
    words('yes|no', 'constant.language.boolean'),
    words('today|now', 'variable.language'),
    words('stage_since|stage|tags', 'variable.language'),
  ],
};

const marks = {
  patterns: [
    whole('≤|≥|≠|<=|>=|!=|<|>', 'keyword.operator.comparison'),
    whole('=', 'keyword.operator.assignment'),
    whole(rx`[+\-*/]`, 'keyword.operator.arithmetic'),
    match(rx`(\.)(${NAME})`, 'punctuation.accessor', 'variable.other.property'),
    whole(',', 'punctuation.separator.comma'),
    whole(';', 'punctuation.terminator.action'),
    whole(':', 'punctuation.separator.key-value'),
    whole(rx`\(`, 'punctuation.section.parens.begin'),
    whole(rx`\)`, 'punctuation.section.parens.end'),
    whole(rx`\.`, 'punctuation.accessor'),
  ],
};

const name = whole(NAME, 'variable.other');

const expression = {
  patterns: include('phrases', 'functions', 'quantities', 'operators', 'literals', 'text', 'known', 'marks', 'name'),
};

/** How often, and for how long. */
const period = words(rx`per(?:\s+calendar)?(?:\s+${UNIT})?`, 'keyword.other.option');

export const values = { comment, text, literals, phrases, functions, quantities, operators, known, marks, name, expression, period };
