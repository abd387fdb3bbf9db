import * as grid from './grid.js';
import { iso } from './duration.js';
import { hotText, row } from './row.js';

/** @typedef {import('./types').Report} Report */
/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Readers} Readers */

const LEGEND = 'Origin queries per boundary of the hot key: median, most, and in brackets all that were counted, node by node.';

/**
 * Returns the comparison of scopes in the format of the lab, for the one fleet that there is, and the origin's raw
 * ledger as a second file.
 * @param {{ hot: string, rate: number, boundaries: number }} load
 */
export function scopesFiles(load) {
  return (/** @type {Report} */ report, /** @type {View} */ view, /** @type {Readers[]} */ readers, /** @type {string} */ raw) => {
    const names = nodeNames(view);
    const size = {
      scenario: scenario(load, view),
      rows: view.parts.map((part, at) => row(part, load.hot, readers[at], (node) => names[node])),
      lag: Object.fromEntries(
        view.parts.map(({ cache }, at) => [cache, { lateShare: readers[at].late, worstMillis: readers[at].worstLateMs }]),
      ),
      checks: report.checks,
      nodeNames: Object.fromEntries(Object.entries(names).map(([real, name]) => [name, real])),
      void: report.void,
    };
    const whole = { schemaVersion: 1, kind: 'scopes', conditions: report.conditions, sizes: [size] };
    /** @type {Record<string, string>} */
    const written = { 'scopes.json': `${JSON.stringify(whole, null, 2)}\n`, 'scopes.md': markdown(report, size), ...ledgers(view, raw) };
    return written;
  };
}

/**
 * Returns the names of the nodes in the lab's format: Pods are numbered in the order of their names.
 * @param {View} view
 * @returns {Record<string, string>}
 */
function nodeNames({ nodes }) {
  const own = nodes.every((node) => /^node-\d+$/.test(node));
  return Object.fromEntries(nodes.map((node, at) => [node, own ? node : `node-${at + 1}`]));
}

/**
 * Returns the scenario in the format of the lab, as far as it can be observed from outside.
 * @param {{ hot: string, rate: number, boundaries: number }} load
 * @param {View} view
 */
function scenario({ hot, rate, boundaries }, { replicas, parts }) {
  const stacks = parts.map((part) => part.stack);
  const any = (/** @type {number[]} */ numbers) => iso(numbers.find((number) => number > 0) ?? 0);
  return {
    nodes: replicas,
    seed: 0,
    boundaries,
    load: { hot: rate, products: 0, absent: 0, productKeys: 1, zipf: 0 },
    times: {
      hotTtl: iso(stacks[0].ttlMs(hot)),
      productTtl: iso(stacks[0].ttlMs('')),
      staleFor: any(stacks.map((stack) => stack.staleForMs)),
      jitter: Math.max(...stacks.map((stack) => stack.jitter)),
      negativeTtl: any(stacks.map((stack) => stack.negativeTtlMs)),
    },
    origin: { median: iso(parts[0].ledger.medianMicros() / 1_000), spread: 0, workers: 0, queue: 0, valueBytes: 0 },
  };
}

/**
 * @param {Report} report
 * @param {{ rows: import('./row.js').Row[], scenario: ReturnType<typeof scenario>, void: string[] }} size
 */
function markdown({ conditions, checks }, { rows, scenario, void: voids }) {
  const fleet = scenario.nodes === 1 ? '1 node' : `${scenario.nodes} nodes`;
  const numbers = Array.from({ length: scenario.nodes }, (_, at) => `node-${at + 1}`);
  const cell = (/** @type {import('./row.js').Row} */ row) =>
    `${hotText(row)} (${numbers.map((node) => row.hotByNode[node] ?? 0).join('/')})`;
  const { commit, cores, memoryMiB, os, jdk } = conditions;
  const made =
    `${scenario.load.hot} reads/s of the hot key (TTL ${scenario.times.hotTtl.slice(2).toLowerCase()}) in all, ` +
    `whatever the fleet's size. ` +
    `Commit ${commit}, ${cores} cores, ${memoryMiB} MiB, ${os}, ${jdk}.`;
  const table = grid.markdown([['rung', fleet], ...rows.map((row) => [row.rung, cell(row)])]).trimEnd();
  return ['# Scopes', LEGEND, ...voids.map((why) => `VOID: ${why}`), table, made, grid.checksMarkdown(checks, fleet)].join('\n\n');
}

/**
 * Returns the lines of the origin's ledger for each cache, as the origin returned them.
 * @param {View} view
 * @param {string} raw
 */
function ledgers({ parts }, raw) {
  const lines = raw.split('\n').filter(Boolean);
  return Object.fromEntries(
    parts.map(({ cache }) => [
      `ledger-${cache}.ndjson`,
      lines
        .filter((line) => JSON.parse(line).cache === cache)
        .map((line) => `${line}\n`)
        .join(''),
    ]),
  );
}
