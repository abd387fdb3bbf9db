import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNew, keyOf, perNewKey } from '../lib/mix.js';
import { ledger, query } from './given.js';

test('halfOfTheReads_are_of_new_keys_each_read_twice', () => {
  const keys = Array.from({ length: 400 }, (_, read) => keyOf(read, 'run'));
  const fresh = keys.filter(isNew);
  assert.equal(fresh.length, 200);
  assert.equal(new Set(fresh).size, 100);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[4]);
});

test('storedRows_come_again', () => {
  const keys = Array.from({ length: 4_000 }, (_, read) => keyOf(read, 'run'));
  assert.equal(new Set(keys.filter((key) => !isNew(key))).size, 100);
});

test('runWithAnotherId_has_other_keys', () => {
  assert.notEqual(keyOf(0, 'one'), keyOf(0, 'other'));
});

test('queries_are_counted_for_new_keys_only', () => {
  const seen = ledger(...['new-a-1', 'new-a-1', 'new-a-2', 'stored-a-1', 'stored-a-1'].map((key, at) => query(at, { key })));
  assert.deepEqual(perNewKey(seen).sort(), [1, 2]);
});
