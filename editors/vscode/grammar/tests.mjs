// What decides nothing about customers: tests, simulations and reports.
import { BEGIN, DIGITS, END, NAME, between, include, match, rx, whole, words } from './form.mjs';
import { NEXT, NEXT_AFTER_TEST, REPORT } from './declared.mjs';
import { region } from './declarations.mjs';

const stage = 'entity.name.type.stage';
const stageFact = ['variable.language', stage];

const test = region(rx`${BEGIN}(test)${END}`, ['storage.type.test'], 'test', [
  ...include('comment'),
  // A list of facts that goes on in the next line may begin there with a stage.
  between(rx`(,)\s*$`, ['punctuation.separator.comma'], rx`${BEGIN}(stage)\s+(${NAME})|(?=\S)`, stageFact, []),
  match(rx`${BEGIN}(stage)\s+(${NAME})`, ...stageFact),
  words(rx`given|expect(?:\s+only)?|on|later(?=\s+\d|\s*$)`, 'keyword.control.test'),
  match(rx`${BEGIN}(withhold)\s+(${NAME})(?:\s+(because)\s+(${NAME}))?`,
    'keyword.control.action', 'entity.name.function.gift', 'keyword.control.action', 'constant.language.reason'),
  match(rx`${BEGIN}(owed)(?:\s+(${NAME}))?`, 'keyword.control.action', 'entity.name.function.gift'),
  words(rx`no\s+move|nothing`, 'constant.language.outcome'),
  match(rx`${BEGIN}(${DIGITS})\s+(times)${END}`, 'constant.numeric', 'keyword.control.action'),
  words(rx`ago|with(?=\s+\p{L})|for(?=\s+[\d"])`, 'keyword.other.fact'),
  words('id', 'variable.language'),
  ...include('actions', 'expression'),
], NEXT_AFTER_TEST);

const flow = 'keyword.control.flow';

const simulate = region(rx`${BEGIN}(simulate)${END}`, ['storage.type.simulate'], 'simulate', [
  ...include('comment'),
  match(rx`${BEGIN}(${DIGITS})\s+(enters?)\s+(${NAME})\s+(each\s+rotation)${END}`, 'constant.numeric', flow, stage, flow),
  match(rx`${BEGIN}(${DIGITS})(%)\s+(of)\s+(${NAME})\s+(move\s+to)\s+(${NAME})`,
    'constant.numeric.percentage', 'keyword.other.unit', flow, stage, flow, stage),
  match(rx`${BEGIN}(each\s+in)\s+(${NAME})\s+(brings)\s+(${DIGITS})\s+(to)\s+(${NAME})`, flow, stage, flow, 'constant.numeric', flow, stage),
  words(rx`costs|each\s+rotation|whole\s+people|enters?|brings|move\s+to|each\s+in|of|to`, flow),
  ...include('expression'),
]);

const line = 'keyword.other.report';

const report = region(REPORT, ['storage.type.report'], 'report', [
  ...include('comment'),
  between(rx`^\s*(wheel)\s+(?=\p{L})`, [line], rx`(?<![,\s])\s*(?=$|#)|${NEXT}`, [],
    [whole(NAME, stage), whole(',', 'punctuation.separator.comma'), ...include('comment')]),
  match(rx`${BEGIN}(paying)\s+(${NAME})`, line, stage),
  match(rx`${BEGIN}(verdict\s+on)\s+(${NAME})\s+(at)${END}`, line, 'entity.name.function.gift', line),
  match(rx`${BEGIN}(on)\s+(${NAME})`, line, stage),
  words(rx`referred\s+by`, line),
  match(rx`^\s*(value|source|spending)(?=\s)`, line),
  words(rx`(?:margin|keep)(?=\s+[\d.]+%)`, line),
  ...include('period', 'expression'),
]);

export const trials = { test, simulate, report };
