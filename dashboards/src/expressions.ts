/** Prints every expression of the boards as recording rules, for `promtool check rules`. */
import { boards } from './boards.js';

const VARIABLES: [RegExp, string][] = [
  [/\$namespace|\$cache|\$node/g, '.+'],
  [/\$__rate_interval/g, '1m'],
  [/\$__interval/g, '10s'],
];

const plain = (expr: string): string => VARIABLES.reduce((text, [variable, value]) => text.replace(variable, value), expr);

const all = Object.values(boards()).flatMap((board) => [
  ...(board.panels ?? []).flatMap((panel) => ('targets' in panel ? (panel.targets ?? []) : [])),
  ...(board.annotations.list ?? []),
]);
const rules = all.map((each, at) => ({ record: `board:expression_${at}`, expr: plain((each as { expr?: string }).expr ?? '') }));

console.log(JSON.stringify({ groups: [{ name: 'boards', rules }] }));
