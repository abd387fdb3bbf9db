import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn, steady } from '../lib/arrivals.js';
import * as grid from '../lib/grid.js';
import { files, terminal } from '../lib/report.js';
import { row } from '../lib/row.js';
import { scopesFiles } from '../lib/scopesreport.js';
import { readers } from '../lib/summary.js';
import { view } from '../lib/view.js';
import { ledger, query } from './given.js';

const CHECK = { rung: 'lock', name: 'errors', promised: '0', seen: '1', kept: false };
const CONDITIONS = { commit: 'abc', cores: 2, memoryMiB: 4096, os: 'Linux amd64', jdk: 'k6 v2.2.0' };
const NOBODY = readers({ metrics: {} }, 'lock');
/** @type {import('../lib/types').Description} */
const LOCK = {
  cache: 'lock',
  layers: [
    { layer: 'lock', numbers: {} },
    { layer: 'fill', numbers: { ttl: '6s' } },
  ],
};
const PARTS = inTurn(['lock'], 45_000);
const SEEN = view(
  PARTS,
  [LOCK],
  ledger(
    query(100, { key: 'presence-x-0', node: 'pod-b' }),
    ...[0, 6_400, 12_800].map((at) => query(1_000 + at, { node: 'pod-a' })),
    query(1_001, { cache: 'swr' }),
  ),
  1_000_000,
  2,
);
const REPORT = {
  schemaVersion: 1,
  kind: 'k6',
  script: 'boundary',
  conditions: CONDITIONS,
  nodes: 2,
  void: ['the origin saw 1 of 2 nodes'],
  rows: [{ ...row(SEEN.parts[0], 'hot', NOBODY), goodput: 0.984, retries: 7 }],
  checks: [CHECK],
};

test('view_holds_the_part_and_knows_every_node', () => {
  assert.deepEqual(SEEN.nodes, ['node-1', 'pod-a', 'pod-b']);
  assert.deepEqual(
    SEEN.parts[0].ledger.queries.map((each) => each.startMicros),
    [0, 6_400_000, 12_800_000],
  );
});

test('row_counts_boundaries_node_by_node', () => {
  const { hotPerBoundary, hotByNode, duplicates, amplification } = REPORT.rows[0];
  assert.deepEqual(
    { hotPerBoundary, hotByNode, duplicates, amplification },
    { hotPerBoundary: [1, 1], hotByNode: { 'pod-a': 2 }, duplicates: 0, amplification: 1 },
  );
});

test('files_are_named_after_the_script', () => {
  const written = files(REPORT);
  assert.deepEqual(Object.keys(written), ['boundary.json', 'boundary.md']);
  assert.deepEqual(JSON.parse(written['boundary.json']).checks, [CHECK]);
  assert.match(written['boundary.md'], /^# boundary\n\nVOID: the origin saw 1 of 2 nodes\n\n\| rung \| hot\/boundary \|/);
  assert.match(written['boundary.md'], /\| 0 \| 98.4% \| 7 \|\n/);
  assert.match(written['boundary.md'], /\| lock \| errors \| 0 \| 1 \| \*\*MISSED\*\* \|/);
});

test('terminal_says_what_was_missed_and_why_the_run_is_void', () => {
  assert.match(
    terminal(REPORT, ['./boundary.json']),
    /MISSED  lock {11}errors: promised 0, seen 1\nVOID: the origin saw 1 of 2 nodes\n\nreport: .\/boundary.json\n/,
  );
});

test('scopes_have_the_shape_of_the_lab', () => {
  const raw = '{"cache":"lock","key":"hot"}\n{"cache":"swr","key":"hot"}\n';
  const written = scopesFiles({ hot: 'hot', rate: 150, boundaries: 5 })(REPORT, SEEN, [NOBODY], raw);
  const { kind, sizes } = JSON.parse(written['scopes.json']);
  assert.equal(kind, 'scopes');
  assert.equal(sizes.length, 1);
  assert.equal(sizes[0].scenario.nodes, 2);
  assert.equal(sizes[0].scenario.times.hotTtl, 'PT6S');
  assert.deepEqual(sizes[0].rows[0].hotByNode, { 'node-2': 2 });
  assert.deepEqual(sizes[0].lag, { lock: { lateShare: 0, worstMillis: 0 } });
  assert.match(written['scopes.md'], /\| lock \| 1, max 1 \(0\/2\) \|/);
  assert.equal(written['ledger-lock.ndjson'], '{"cache":"lock","key":"hot"}\n');
});

test('grid_is_markdown_or_aligned_text', () => {
  const lines = [
    ['rung', 'dup'],
    ['single-flight', '3'],
  ];
  assert.equal(grid.markdown(lines), '| rung | dup |\n|---|--:|\n| single-flight | 3 |\n');
  assert.equal(grid.text(lines), 'rung           dup\nsingle-flight    3');
});

test('checks_name_their_fleet_where_there_is_one', () => {
  assert.equal(
    grid.checksMarkdown([CHECK], '2 nodes'),
    '| fleet | rung | promise | promised | seen | |\n|---|---|---|---|---|---|\n| 2 nodes | lock | errors | 0 | 1 | **MISSED** |\n',
  );
});

test('scenarios_are_open_and_have_users_enough', () => {
  const { lock, swr } = steady(inTurn(['lock', 'swr'], 45_000), 10, 20);
  assert.equal(lock.executor, 'constant-arrival-rate');
  assert.equal(lock.preAllocatedVUs, 60);
  assert.equal(swr.startTime, '51000ms');
});
