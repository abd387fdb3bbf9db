/** @typedef {string[][]} Grid the lines of a table, the first of which is the head; the first column is a name */

/** @param {Grid} lines */
export function markdown(lines) {
  const [head, ...body] = lines.map((line) => `| ${line.join(' | ')} |\n`);
  return `${head}|---|${'--:|'.repeat(lines[0].length - 1)}\n${body.join('')}`;
}

/** @param {Grid} lines the lines to align for a terminal */
export function text(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) => line.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  '))
    .join('\n');
}

/**
 * @param {import('./types').Check[]} checks
 * @param {string} [fleet] the content of an additional column
 */
export function checksMarkdown(checks, fleet) {
  const head = ['rung', 'promise', 'promised', 'seen', ''];
  const lines = checks.map((each) => [each.rung, each.name, each.promised, each.seen, each.kept ? 'kept' : '**MISSED**']);
  const all = [head, ...lines].map((line, at) => (fleet ? [at ? fleet : 'fleet', ...line] : line));
  const rule = `|${'---|'.repeat(all[0].length)}\n`;
  return all
    .map((line, at) => `| ${line.join(' | ')} |\n${at ? '' : rule}`)
    .join('')
    .replaceAll('|  |', '| |');
}

/** @param {import('./types').Check[]} checks */
export function checksText(checks) {
  return checks
    .map((each) => `${each.kept ? 'kept  ' : 'MISSED'}  ${each.rung.padEnd(14)} ${each.name}: promised ${each.promised}, seen ${each.seen}`)
    .join('\n');
}
