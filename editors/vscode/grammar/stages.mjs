// Stages, their rules, and what rules do.
import { BEGIN, DIGITS, END, NAME, between, include, match, rx, words } from './form.mjs';
import { NEXT, STAGE } from './declared.mjs';

const stages = {
  patterns: [
    match(rx`${BEGIN}(any)(?:\s+(stage))?${END}`, 'storage.type.stage', 'storage.type.stage'),
    match(STAGE + rx`(?:\s+(as)(?=\s*"))?`, 'storage.type.stage', 'entity.name.type.stage', 'keyword.other.option'),
    match(rx`^\s*(stage)\s*(?=$|#)`, 'storage.type.stage'),
    // The outside name comes after the description.
    match(rx`(?<=")\s+(as)(?=\s*")`, 'keyword.other.option'),
  ],
};

const statements = {
  patterns: [
    words('rule', 'keyword.control.rule'),
    words(rx`when\s+full`, 'keyword.control.capacity'),
    words(rx`after|when|then|on\s+entering|on`, 'keyword.control.condition'),
    words(rx`if\s+leaking|if`, 'keyword.other.leaking'),
    words('resting', 'keyword.control.resting'),
    match(rx`${BEGIN}(refers)\s+(${DIGITS})\s+(to)\s+(${NAME})`, 'keyword.control.refers', 'constant.numeric', 'keyword.control.refers', 'entity.name.type.stage'),
    words('refers', 'keyword.control.refers'),
    match(rx`${BEGIN}(capacity)\s+(${DIGITS})(?:\s+(by))?${END}`, 'keyword.control.capacity', 'constant.numeric', 'keyword.control.capacity'),
    words('capacity', 'keyword.control.capacity'),
    match(rx`(?<=full)\s+(wait)${END}`, 'keyword.control.capacity'),
  ],
};

const toStage = ['keyword.control.action', 'entity.name.type.stage'];
const gift = ['keyword.control.action', 'entity.name.function.gift'];
const forEach = rx`(for\s+each)\s+(${NAME})`;

const actions = {
  patterns: [
    match(rx`${BEGIN}((?:move|skip)\s+to)\s+(${NAME})`, ...toStage),
    between(rx`${BEGIN}(move)\s+(longest\s+in\s+stage|lowest|highest)${END}`, ['keyword.control.action', 'keyword.control.capacity'],
      rx`${BEGIN}(to)\s+(${NAME})|${NEXT}`, toStage, include('comment', 'expression')),
    match(rx`${BEGIN}(send|give|offer|grant|notify)\s+(${NAME})(?:\s+${forEach})?`, ...gift, 'keyword.control.action', 'variable.other'),
    match(rx`${BEGIN}(invite\s+to)\s+(${NAME})(?:\s+${forEach})?`, ...gift, 'keyword.control.action', 'variable.other'),
    match(BEGIN + forEach, 'keyword.control.action', 'variable.other'),
    words(rx`(?:move|skip|invite)(?:\s+to)?|send|give|offer|grant|notify|tag|untag`, 'keyword.control.action'),
  ],
};

export const rules = { stages, statements, actions };
