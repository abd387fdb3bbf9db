import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nobodyWaits, ofBoundaries, onePerNode, wellApart } from '../lib/promises.js';
import { ledger, part, query, stack } from './given.js';

const TTL_MS = 6_000;
const NODES = 3;
const WANTED = 2;

/**
 * Returns a part with one boundary per TTL, the first of which does not count.
 * @param {number[]} counts the number of queries at each boundary
 */
function boundaries(counts) {
  const queries = counts.flatMap((count, at) =>
    Array.from({ length: count }, (_, node) => query(at * TTL_MS + node, { node: `node-${node + 1}` })),
  );
  return ledger(...queries);
}

/**
 * @param {string} layers
 * @param {number[]} counts
 */
function kept(layers, counts) {
  return ofBoundaries(part(stack(layers), boundaries(counts), counts.length * TTL_MS), 'hot', NODES, WANTED).map((check) => check.kept);
}

test('lock_keeps_exactly_one', () => {
  assert.deepEqual(kept('lock,fill', [3, 1, 1]), [true, true]);
  assert.deepEqual(kept('lock,fill', [1, 1, 2]), [true, false]);
});

test('singleFlight_keeps_one_a_node_and_mostly_exactly_that', () => {
  assert.deepEqual(kept('single-flight,fill', [1, 3, 3, 2]), [true, true, true]);
  assert.deepEqual(kept('single-flight,fill', [1, 3, 2]), [true, true, false]);
  assert.deepEqual(kept('single-flight,fill', [1, 3, 3, 4]), [true, false, true]);
});

test('naiveCache_is_held_to_the_promise_of_the_fleet', () => {
  assert.deepEqual(kept('fill', [9, 9, 9]), [true, false]);
});

test('runWithoutBoundaries_keeps_no_promise_about_them', () => {
  assert.deepEqual(kept('lock,fill', []), [false, false]);
});

test('promises_say_what_the_lab_says', () => {
  const [enough, each] = ofBoundaries(part(stack('lock,fill'), boundaries([1, 1, 1]), 3 * TTL_MS), 'hot', NODES, WANTED);
  assert.deepEqual(enough, { rung: 'lock', name: 'counted boundaries', promised: 'at least 2', seen: '2', kept: true });
  assert.deepEqual(each, { rung: 'lock', name: 'hot-key queries per boundary', promised: 'exactly 1 each', seen: '[1, 1]', kept: true });
});

test('readThatWaited_is_one_too_many', () => {
  const readers = { .../** @type {import('../lib/types').Readers} */ ({}), requests: 6_750 };
  assert.equal(nobodyWaits({ cache: 'swr' }, { ...readers, waited: 0 }).kept, true);
  assert.deepEqual(nobodyWaits({ cache: 'swr' }, { ...readers, waited: 1 / 6_750 }), {
    rung: 'swr',
    name: 'reads of existing rows that waited for a load',
    promised: '0',
    seen: '1',
    kept: false,
  });
});

test('twoQueriesInShortOrder_are_seen', () => {
  const seen = part(stack('lock,fill'), ledger(0, 5_000, 7_000), 10_000);
  assert.equal(wellApart(seen, 'hot', 2_000, 'that').kept, true);
  assert.equal(wellApart(seen, 'hot', 2_001, 'that').kept, false);
  const never = wellApart(seen, 'cold', 2_001, 'that');
  assert.deepEqual([never.seen, never.kept], ['never twice', false]);
});

test('nodesWithoutRedis_haveOneQueryAtATimeEach', () => {
  const kept = (/** @type {import('../lib/types').Query[]} */ ...queries) =>
    onePerNode(part(stack('lock,fill'), ledger(...queries), 20_000), 'hot', 4_000).map((each) => each.kept);
  const other = { node: 'node-2' };
  assert.deepEqual(kept(query(5_000), query(6_000), query(6_001, other), query(15_000)), [true, true]);
  assert.deepEqual(kept(query(6_000), query(6_399)), [false, true]);
  assert.deepEqual(kept(query(5_000), query(6_000), query(7_000), query(8_999)), [true, false]);
  assert.deepEqual(kept(query(5_000), query(6_000), query(7_000), query(9_000)), [true, true]);
  assert.deepEqual(kept(), [false, false]);
});
