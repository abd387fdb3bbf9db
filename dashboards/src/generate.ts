/** Writes the boards as JSON into dashboards/ and into the chart; with --check it compares them and writes nothing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { boards } from './boards.js';

const HOME = new URL('../../../', import.meta.url);
/** Helm reads no file outside of a chart, so the chart has copies. */
const FOLDERS = ['dashboards/', 'helm/corral/dashboards/'];
const check = process.argv.includes('--check');
const paths = Object.entries(boards()).flatMap(([name, board]) => FOLDERS.map((folder) => ({ path: `${folder}${name}.json`, board })));
let differing = 0;

for (const { path, board } of paths) {
  const file = fileURLToPath(new URL(path, HOME));
  const text = `${JSON.stringify(board, null, 2)}\n`;
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!check) writeFileSync(file, text);
  if (check && !same) {
    differing++;
    console.error(`${path} differs from what dashboards/src generates: run npm run generate in dashboards/src`);
  }
}
process.exitCode = differing > 0 ? 1 : 0;
