import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheStatus } from '../lib/cachestatus.js';
import { Phase } from '../lib/phase.js';

const TTL_MS = 6_000;
const LOAD_MS = 1_000;

/**
 * @param {Phase} phase
 * @param {string} header
 * @param {number} atMs
 */
const saw = (phase, header, atMs) => phase.saw(cacheStatus(header), atMs, atMs);

test('nothingKnown_may_be_a_boundary', () => {
  assert.equal(new Phase(TTL_MS, LOAD_MS).window(0), 'boundary');
});

test('freshEntry_is_steady_until_its_last_second', () => {
  const phase = new Phase(TTL_MS, LOAD_MS);
  saw(phase, 'node-1; hit; ttl=3', 10_000);
  assert.equal(phase.window(12_999), 'steady');
  assert.equal(phase.window(13_000), 'boundary');
  assert.equal(phase.window(15_000), 'boundary');
  assert.equal(phase.window(15_001), 'steady');
});

test('severalAnswers_narrow_the_expiry_down', () => {
  const phase = new Phase(TTL_MS, LOAD_MS);
  saw(phase, 'node-1; hit; ttl=3', 10_000);
  saw(phase, 'node-2; hit; ttl=2', 10_200);
  saw(phase, 'node-1; hit; ttl=1', 11_900);
  assert.equal(phase.window(12_999), 'steady');
  assert.equal(phase.window(14_200), 'boundary');
  assert.equal(phase.window(14_201), 'steady');
});

test('answerThatContradicts_is_of_a_new_entry', () => {
  const phase = new Phase(TTL_MS, LOAD_MS);
  saw(phase, 'node-1; hit; ttl=0', 10_000);
  saw(phase, 'node-1; hit; ttl=5', 11_000);
  assert.equal(phase.window(15_999), 'steady');
  assert.equal(phase.window(16_000), 'boundary');
});

test('staleAnswer_leaves_the_boundary_open', () => {
  const phase = new Phase(TTL_MS, LOAD_MS);
  saw(phase, 'node-1; hit; ttl=0', 10_000);
  saw(phase, 'node-1; hit; ttl=-1', 11_100);
  assert.equal(phase.window(11_200), 'boundary');
});

test('readThatWaited_leaves_a_new_entry_behind', () => {
  const phase = new Phase(TTL_MS, LOAD_MS);
  saw(phase, 'node-1; fwd=miss; stored', 10_000);
  assert.equal(phase.window(15_999), 'steady');
  assert.equal(phase.window(16_000), 'boundary');
});
