import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from '../lib/fleet.js';
import { Parameters } from '../lib/parameters.js';

test('emptyEnvironment_gives_the_defaults', () => {
  const given = new Parameters({ RATE: '', KEY: ' ' });
  assert.equal(given.count('RATE', 150), 150);
  assert.equal(given.text('KEY', 'hot'), 'hot');
  assert.equal(given.choice('SCOPE', ['fleet', 'node']), 'fleet');
  assert.equal(given.span('DURATION', '45s'), 45_000);
  assert.deepEqual(given.caches('SCOPES', 'lock,swr'), ['lock', 'swr']);
  assert.deepEqual(given.problems, []);
});

/** @type {[string, string, (given: Parameters) => unknown][]} */
const WRONG = [
  ['RATE', 'fast', (given) => given.count('RATE', 150)],
  ['RATE', '0', (given) => given.count('RATE', 150)],
  ['RATE', '1.5', (given) => given.count('RATE', 150)],
  ['RATE', '1e9', (given) => given.count('RATE', 150)],
  ['DURATION', '45', (given) => given.span('DURATION', '45s')],
  ['DURATION', '10ms', (given) => given.span('DURATION', '45s')],
  ['SCOPES', 'lock,,swr', (given) => given.caches('SCOPES', 'lock')],
  ['SCOPES', 'lock,lock', (given) => given.caches('SCOPES', 'lock')],
  ['SCOPE', 'pod', (given) => given.choice('SCOPE', ['fleet', 'node'])],
  ['CACHE', 'a b', (given) => given.cache('CACHE', 'lock')],
  ['SCOPES', 'lock,a{b', (given) => given.caches('SCOPES', 'lock')],
  ['TARGETS', 'localhost:8081', (given) => given.urls('TARGETS', 'http://localhost:8081')],
  ['TARGETS', 'http://localhost:8081/caches', (given) => given.urls('TARGETS', 'http://localhost:8081')],
];

for (const [name, value, read] of WRONG) {
  test(`${name}=${value} _is_ refused by its name`, () => {
    const given = new Parameters({ [name]: value });
    read(given);
    assert.equal(given.problems.length, 1);
    assert.ok(given.problems[0].startsWith(`${name}=${value} is invalid: set ${name} to `), given.problems[0]);
  });
}

test('reads_go_to_one_target_after_another', () => {
  const fleet = new Fleet(new Parameters({ TARGETS: 'http://a:1/,http://b:1' }));
  assert.deepEqual(
    [0, 1, 2].map((read) => fleet.url(read, 'lock', 'a/b')),
    ['http://a:1/caches/lock/a%2Fb', 'http://b:1/caches/lock/a%2Fb', 'http://a:1/caches/lock/a%2Fb'],
  );
  assert.equal(fleet.replicas, 2);
});

test('replicas_may_stand_behind_one_address', () => {
  assert.equal(new Fleet(new Parameters({ TARGETS: 'http://a:1', REPLICAS: '5' })).replicas, 5);
});
