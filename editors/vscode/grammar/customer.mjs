// What a record has: fields, their types, and where to find them.
import { BEGIN, END, NAME, between, include, match, rx, whole, words } from './form.mjs';
import { NEXT } from './declared.mjs';

const type = rx`(?:number|money|text|date|day|yes\s*/\s*no|one\s+of)`;
// What makes the word before it a value: a field may be called `date`.
const value = rx`(?!\s*[:.(<>=≤≥≠+\-*])`;

const customer = {
  ...between(rx`${BEGIN}(customer)${END}`, ['storage.type.customer'], NEXT, [],
    include('comment', 'field', 'mapping', 'form', 'choice', 'type', 'option', 'expression')),
  name: 'meta.customer.flywheel',
};

const field = match(rx`${BEGIN}(${NAME})\s*(:)`, 'variable.other.field', 'punctuation.separator.key-value');

const mapping = match(rx`${BEGIN}(id|stage_since|stage|tags|given|owed)\s+(from)(?=\s*(?:"|$))`, 'variable.language', 'keyword.other.option');

// How everything in the data is written, and whom it is about.
const form = {
  patterns: [
    match(rx`${BEGIN}(dates|numbers|missing)\s+(as)${END}`, 'keyword.other.setting', 'keyword.other.option'),
    match(rx`${BEGIN}(times)\s+(in)(?=\s*")`, 'keyword.other.setting', 'keyword.other.option'),
    words(rx`leave\s+out\s+when|show(?=\s+\p{L})`, 'keyword.other.setting'),
  ],
};

const choice = between(rx`${BEGIN}(one\s+of)\s*(\()`, ['support.type', 'punctuation.section.parens.begin'], rx`(\))|${NEXT}`, ['punctuation.section.parens.end'], [
  ...include('comment', 'text'),
  words('as', 'keyword.other.option'),
  whole(NAME, 'variable.other.enummember'),
  whole(',', 'punctuation.separator.comma'),
]);

const types = {
  patterns: [
    words(rx`yes\s*/\s*no|set\s+of\s+text`, 'support.type'),
    match(rx`${BEGIN}(money|date|day)\s+(in\s+(?:cents|seconds|milliseconds))${END}`, 'support.type', 'keyword.other.option'),
    whole(rx`${BEGIN}(?:number|money|text|date|day|count|events)${END}${value}`, 'support.type'),
    match(rx`${BEGIN}(events)(?=\s*\()`, 'support.type'),
  ],
};

const option = {
  patterns: [
    words(rx`from\s+table|ignoring\s+case`, 'keyword.other.option'),
    whole(rx`${BEGIN}(?:from|key|at|by|split|as)(?=\s*(?:"|$))`, 'keyword.other.option'),
    whole(rx`${BEGIN}(?:from|to)(?=\s+-?[\d$€£])`, 'keyword.other.option'),
    match(rx`(?<=")\s+(of|is)\s+(${NAME})`, 'keyword.other.option', 'variable.other'),
    match(rx`(?<=")\s+(and|or)(?=\s*")`, 'keyword.other.option'),
    match(rx`(?<=")\s+(in(?:\s+(?:seconds|milliseconds)|(?=\s*")))`, 'keyword.other.option'),
    match(rx`(?<=")\s+(last)${END}`, 'keyword.other.option'),
    match(rx`${BEGIN}(with)\s+(${NAME})(?=\s+(?!(?:and|or)${END})\p{L}|\s*=)`, 'keyword.other.option', 'variable.other.property'),
    match(rx`(?<=,)\s*(${NAME})(?=\s+${type}${END}|\s*=)`, 'variable.other.property'),
    match(rx`^\s*(${NAME})(?=\s+${type}${END}${value})`, 'variable.other.property'),
    words('with', 'keyword.other.option'),
    match(rx`${BEGIN}(default)\s+(yes|no)${END}`, 'keyword.other.option', 'constant.language.boolean'),
    match(rx`${BEGIN}(default)\s+(${NAME})`, 'keyword.other.option', 'variable.other.enummember'),
    words('default|required', 'keyword.other.option'),
  ],
};

export const records = { customer, field, mapping, form, choice, type: types, option };
