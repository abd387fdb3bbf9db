import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundaries, counted } from '../lib/boundary.js';
import { ledger } from './given.js';

const TTL_MS = 2_000;

/** @param {import('../lib/boundary.js').Boundary[]} found */
const sizes = (found) => found.map((boundary) => boundary.queries.length);

test('queriesWithinHalfATtl_are_one_boundary', () => {
  assert.deepEqual(sizes(boundaries(ledger(0, 300, 999, 2_400, 4_800, 4_900), TTL_MS)), [3, 1, 2]);
});

test('queryHalfATtlLater_begins_the_next_boundary', () => {
  assert.deepEqual(sizes(boundaries(ledger(0, 1_000), TTL_MS)), [1, 1]);
});

test('boundaryThatNobodyAskedAt_is_there_and_empty', () => {
  const found = boundaries(ledger(0, 4_500), TTL_MS);
  assert.deepEqual(sizes(found), [1, 0, 1]);
  assert.equal(found[1].firstMicros, 2_500_000);
});

test('noQueries_have_no_boundaries', () => {
  assert.deepEqual(boundaries(ledger(), TTL_MS), []);
  assert.deepEqual(counted(ledger(), TTL_MS, 10_000), []);
});

test('firstBoundary_and_one_that_the_end_cuts_short_do_not_count', () => {
  const found = counted(ledger(100, 2_400, 4_700, 6_999, 7_001), TTL_MS, 8_000);
  assert.deepEqual(
    found.map((boundary) => boundary.firstMicros / 1_000),
    [2_400, 4_700, 6_999],
  );
  assert.deepEqual(sizes(counted(ledger(100, 2_400, 7_000), TTL_MS, 8_000)), [1, 0]);
});
