import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ledger } from '../lib/ledger.js';
import { ledger, query } from './given.js';

test('lines_are_read_and_sorted_by_their_arrival', () => {
  const lines =
    '{"startMicros":2000,"key":"b","cache":"lock","node":"node-2","durationMicros":5,"queuedMicros":0,"outcome":"found"}\n' +
    '{"startMicros":1000,"key":"a","cache":"swr","node":"node-1","durationMicros":5,"queuedMicros":0,"outcome":"found"}\n\n';
  assert.deepEqual(
    Ledger.parse(lines).queries.map((each) => each.key),
    ['a', 'b'],
  );
  assert.deepEqual(Ledger.parse(lines).nodes(), ['node-1', 'node-2']);
  assert.equal(Ledger.parse('').size, 0);
});

test('lineThatIsNoJson_is_refused', () => {
  assert.throws(() => Ledger.parse('<html>'), SyntaxError);
});

test('span_counts_from_its_beginning_and_excludes_its_end', () => {
  const within = ledger(999, 1_000, 2_999, 3_000).within(1_000_000, 3_000_000);
  assert.deepEqual(
    within.queries.map((each) => each.startMicros),
    [0, 1_999_000],
  );
});

test('peak_is_the_most_that_begin_in_any_span', () => {
  assert.equal(ledger(0, 50, 99, 100, 150, 400).peak(100_000), 3);
  assert.equal(ledger(0, 50, 100).peak(100_000), 2);
  assert.equal(ledger().peak(100_000), 0);
});

test('firstQueryOfAKey_fills_it_and_is_no_repetition', () => {
  assert.deepEqual(
    ledger(0, query(10, { key: 'other' }), 20, 30)
      .again()
      .queries.map((each) => each.startMicros),
    [20_000, 30_000],
  );
});

test('duplicates_began_while_one_of_the_key_was_in_progress', () => {
  assert.equal(ledger(0, 399, 800, query(10, { key: 'other' })).duplicates(), 1);
});

test('closestQueries_are_of_the_same_key', () => {
  assert.equal(ledger(0, query(10, { key: 'other' }), 3_000, 5_000).closestMicros(), 2_000_000);
  assert.equal(ledger(0, query(10, { key: 'other' })).closestMicros(), Infinity);
});

test('keys_are_counted', () => {
  assert.deepEqual(
    [...ledger(0, 1, query(2, { key: 'other' })).byKey()],
    [
      ['hot', 2],
      ['other', 1],
    ],
  );
});

test('refusedQuery_is_an_overflow_and_no_load', () => {
  const refused = ledger(0, query(1, { outcome: 'refused', durationMicros: 1 }));
  assert.ok(refused.overflowed());
  assert.equal(refused.medianMicros(), 400_000);
  assert.equal(ledger().medianMicros(), 0);
});
