/** Writes the boards as JSON into dashboards/; with --check it compares them and writes nothing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { boards } from './boards.js';

const FOLDER = new URL('../../', import.meta.url);
const check = process.argv.includes('--check');
let differing = 0;

for (const [name, board] of Object.entries(boards())) {
  const file = fileURLToPath(new URL(`${name}.json`, FOLDER));
  const text = `${JSON.stringify(board, null, 2)}\n`;
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!check) writeFileSync(file, text);
  if (check && !same) {
    differing++;
    console.error(`dashboards/${name}.json differs from what dashboards/src generates: run npm run generate in dashboards/src`);
  }
}
process.exitCode = differing > 0 ? 1 : 0;
