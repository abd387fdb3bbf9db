import * as grid from './grid.js';
import { hotText } from './row.js';

/** @typedef {import('./types').Report} Report */

const HEAD = [
  'rung',
  'hot/boundary',
  'by node',
  'peak/100ms',
  'dup',
  'absent/s',
  'origin/s',
  'p50 ms',
  'p99 at boundary',
  'p99 between',
  'waited',
  'stale',
  'errors',
  'goodput',
  'retries',
];

/**
 * Returns the files that a script writes, by name.
 * @param {Report} report
 * @returns {Record<string, string>}
 */
export function files(report) {
  return {
    [`${report.script}.json`]: `${JSON.stringify(report, null, 2)}\n`,
    [`${report.script}.md`]: markdown(report),
  };
}

/** @param {Report} report */
function markdown(report) {
  const { commit, cores, memoryMiB, os, jdk } = report.conditions;
  const made = `${report.nodes} nodes. Commit ${commit}, ${cores} cores, ${memoryMiB} MiB, ${os}, ${jdk}.`;
  return [`# ${report.script}`, ...voids(report), grid.markdown(table(report)).trimEnd(), made, grid.checksMarkdown(report.checks)].join(
    '\n\n',
  );
}

/**
 * Returns the text for the terminal.
 * @param {Report} report
 * @param {string[]} written the names of the files
 */
export function terminal(report, written) {
  const lines = ['', grid.text(table(report)), '', grid.checksText(report.checks), ...voids(report), '', `report: ${written.join(', ')}`];
  return `${lines.join('\n')}\n`;
}

/** @param {Report} report */
function voids(report) {
  return report.void.map((why) => `VOID: ${why}`);
}

/** @param {Report} report */
function table(report) {
  return [HEAD, ...report.rows.map(line)];
}

/** @param {import('./types').ReportRow} row */
function line(row) {
  return [
    row.rung,
    hotText(row),
    Object.entries(row.hotByNode)
      .sort()
      .map(([, count]) => count)
      .join('/') || '-',
    String(row.productPeak),
    String(row.duplicates),
    row.absentPerSecond.toFixed(1),
    row.queriesPerSecond.toFixed(1),
    row.p50?.toFixed(1) ?? '-',
    p99(row.p99AtBoundary, row.samplesAtBoundary),
    p99(row.p99Between, row.samplesBetween),
    percent(row.missRate),
    percent(row.staleShare),
    String(row.errors),
    percent(row.goodput),
    String(row.retries),
  ];
}

/**
 * @param {number | null} millis
 * @param {number} samples
 */
function p99(millis, samples) {
  return samples === 0 || millis === null ? '-' : `${millis.toFixed(1)} (${samples})`;
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}
