import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iso, millis } from '../lib/duration.js';
import { stack } from './given.js';

test('times_are_read_as_nodes_write_them', () => {
  assert.deepEqual(['500ms', '6s', '1m30s', '1h', '0.5s', '2m0.25s'].map(millis), [500, 6_000, 90_000, 3_600_000, 500, 120_250]);
});

for (const wrong of ['', '6', 's', '6 s', '6s!', '-6s', 'ten']) {
  test(`time '${wrong}' _is_ none`, () => assert.ok(Number.isNaN(millis(wrong))));
}

test('times_are_written_as_Java_reads_them', () => {
  assert.deepEqual([6_000, 412.4, 0].map(iso), ['PT6S', 'PT0.412S', 'PT0S']);
});

test('ttl_is_that_of_the_longest_prefix', () => {
  const own = stack('lookup,fill', { ttl: '6s', 'ttl-by-prefix.h': '9s', 'ttl-by-prefix.hot': '2s', jitter: 0.2 });
  assert.equal(own.ttlMs('hot'), 2_000);
  assert.equal(own.ttlMs('hat'), 9_000);
  assert.equal(own.ttlMs('product-1'), 6_000);
  assert.equal(own.shortestTtlMs('hot'), 1_600);
});

test('cacheThatStoresNothing_has_no_ttl', () => {
  assert.ok(Number.isNaN(stack('deadline,timeout').ttlMs('hot')));
});

test('scope_is_of_the_outermost_that_shares_a_load', () => {
  assert.deepEqual(
    ['lookup,single-flight,lock,fill', 'lookup,single-flight,fill', 'lookup,fill'].map((layers) => stack(layers).scope),
    ['fleet', 'process', 'none'],
  );
});
