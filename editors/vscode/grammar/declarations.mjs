// The declarations besides `customer` and stages: the header, gifts, scores, limits and so on.
import { BEGIN, DIGITS, END, NAME, UNIT, between, include, match, rx, whole, words } from './form.mjs';
import { ASSERT, BALANCE, EXPERIMENT, GROUP, NEXT } from './declared.mjs';

/** A declaration that ends where the next one begins. */
export function region(begin, scopes, name, patterns, end = NEXT) {
  return { ...between(begin, scopes, end, [], patterns), name: `meta.${name}.flywheel` };
}

const comma = whole(',', 'punctuation.separator.comma');
const listOf = (name) => [whole(NAME, name), comma];
const open = 'punctuation.section.parens.begin';
const close = 'punctuation.section.parens.end';
const inParens = rx`\s*(\()([^)#"]*)(\))`;
const STAGES = listOf('entity.name.type.stage');
const GIFTS = listOf('entity.name.function.gift');

const header = region(rx`${BEGIN}(flywheel)${END}`, ['storage.type.header'], 'header', [
  ...include('comment', 'text'),
  match(rx`${BEGIN}(currency)\s+([A-Za-z]+)`, 'keyword.other.setting', 'constant.other.currency'),
  match(rx`${BEGIN}(timezone)\s+([A-Za-z][A-Za-z0-9_/+\-]*)`, 'keyword.other.setting', 'constant.other.timezone'),
  match(rx`${BEGIN}(start)\s+(${NAME})`, 'keyword.other.setting', 'entity.name.type.stage'),
  words('currency|timezone|start|language', 'keyword.other.setting'),
  ...include('expression'),
]);

const use = words('use', 'keyword.control.import');

const binding = match(rx`${BEGIN}(let)(?:\s+(${NAME}))?${END}`, 'storage.type.let', 'variable.other.constant');

const gift = region(rx`${BEGIN}(reward|message|program|alert)(?:\s+(${NAME}))?${END}`, ['storage.type.gift', 'entity.name.function.gift'], 'gift', [
  ...include('comment'),
  match(rx`${BEGIN}(for)\s+(${DIGITS})(%)\s+(of\s+customers(?:\s+each\s+calendar\s+month)?)${END}`,
    'keyword.other.option', 'constant.numeric.percentage', 'keyword.other.unit', 'keyword.other.option'),
  words(rx`every\s+time|once|aims\s+for|kept\s+for|while|costs|worth|fades|holdout|budget|formerly|as|to|by`, 'keyword.other.option'),
  whole(rx`${BEGIN}at\s+most(?=\s+[\d$€£][\d.,_]*(?:\s+[A-Z]{3})?\s+per)`, 'keyword.other.option'),
  match(rx`${BEGIN}(only\s+in)${inParens}`, 'keyword.other.option', open, STAGES, close),
  words(rx`only\s+in`, 'keyword.other.option'),
  match(rx`${BEGIN}(${DIGITS})\s+(times)\s+(?=per)`, 'constant.numeric', 'keyword.other.option'),
  ...include('period', 'expression'),
]);

const score = region(rx`${BEGIN}(score)(?:\s+(${NAME}))?${END}`, ['storage.type.score', 'variable.other.constant'], 'score', include('points'));

const balance = region(BALANCE, ['storage.type.balance', 'variable.other.constant'], 'balance', include('points'));

const points = {
  patterns: [
    ...include('comment'),
    whole(rx`${BEGIN}(?:add|take|earn|spend)(?=\s+[\p{L}\d$€£]|\s*$)`, 'keyword.control.points'),
    match(rx`${BEGIN}(per(?:\s+full)?)\s+([$€£]?)([\d.,_]+)(?:\s+([A-Z]{3}))?\s+(of)${END}`,
      'keyword.control.points', 'keyword.other.unit', 'constant.numeric.money', 'keyword.other.unit', 'keyword.control.points'),
    words('per|when', 'keyword.control.points'),
    match(rx`${BEGIN}(for)\s+(${DIGITS})\s+((?:calendar\s+)?${UNIT})${END}`, 'keyword.control.points', 'constant.numeric.duration', 'keyword.other.unit'),
    words('for', 'keyword.control.points'),
    words(rx`at\s+(?:least|most)`, 'keyword.other.option'),
    ...include('expression'),
  ],
};

const limit = region(rx`${BEGIN}(limit|pause)(?:\s+(${NAME}))?${END}`, ['storage.type.limit', 'entity.name.function.gift'], 'limit', [
  ...include('comment'),
  match(rx`${BEGIN}(except)${inParens}`, 'keyword.other.option', open, GIFTS, close),
  match(rx`${BEGIN}(except)\s+(${NAME})`, 'keyword.other.option', 'entity.name.function.gift'),
  whole(rx`${BEGIN}to(?=\s+[\d$€£])`, 'keyword.other.option'),
  words('when', 'keyword.control.condition'),
  ...include('period', 'expression'),
]);

const experiment = region(EXPERIMENT, ['storage.type.experiment', 'variable.other.constant'], 'experiment', [
  ...include('comment'),
  match(rx`${BEGIN}(${NAME})\s+(${DIGITS})(%)`, 'variable.other.enummember', 'constant.numeric.percentage', 'keyword.other.unit'),
  words(rx`aims\s+for`, 'keyword.other.option'),
  ...include('expression'),
]);

const group = match(rx`${GROUP}([^)#"]*)(\))?`, 'storage.type.group', 'variable.other.constant', open, GIFTS, close);

const promise = match(ASSERT, 'storage.type.assert');

export const declarations = { header, use, let: binding, gift, score, balance, points, limit, experiment, group, assert: promise };
