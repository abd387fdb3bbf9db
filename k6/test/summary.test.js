import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditions, version } from '../lib/conditions.js';
import { Parameters } from '../lib/parameters.js';
import { hits, parts, readers, submetric, values } from '../lib/summary.js';

const MAP = {
  metrics: {
    dropped_iterations: { type: 'counter', values: { count: 2, rate: 0.1 } },
    'read_errors{cache:lock}': { type: 'rate', values: { rate: 0.25, passes: 1, fails: 3 } },
    'goodput{cache:lock}': { type: 'rate', values: { rate: 0.75, passes: 3, fails: 1 } },
    'read_retries{cache:lock}': { type: 'counter', values: { count: 5, rate: 0.1 } },
    'read_duration{cache:lock,window:boundary}': { type: 'trend', values: { med: 3, 'p(99)': 400 } },
    'reads{cache:lock,window:boundary}': { type: 'counter', values: { count: 7, rate: 1 } },
  },
};

const LIST = {
  metadata: { k6_version: '2.2.0' },
  results: {
    metrics: [
      { name: 'dropped_iterations', type: 'counter', values: { count: 2 } },
      { name: 'read_errors{cache:lock}', type: 'rate', values: { rate: 0.25, matches: 1, total: 4 } },
      { name: 'goodput{cache:lock}', type: 'rate', values: { rate: 0.75, matches: 3, total: 4 } },
      { name: 'read_retries{cache:lock}', type: 'counter', values: { count: 5 } },
      { name: 'read_duration{cache:lock,window:boundary}', type: 'trend', values: { med: 3, p90: 300, p95: 350 } },
      { name: 'reads{cache:lock,window:boundary}', type: 'counter', values: { count: 7 } },
    ],
  },
};

for (const [shape, summary] of Object.entries({ MAP, LIST })) {
  test(`${shape}_is_read`, () => {
    assert.equal(values(summary, 'dropped_iterations').count, 2);
    assert.deepEqual(values(summary, 'unheard_of'), {});
    assert.deepEqual(hits(values(summary, 'read_errors', { cache: 'lock' })), { hits: 1, of: 4 });
    const seen = readers(summary, 'lock');
    assert.equal(seen.errors, 1);
    assert.equal(seen.requests, 4);
    assert.equal(seen.goodput, 0.75);
    assert.equal(seen.retries, 5);
    assert.equal(seen.boundary.samples, 7);
    assert.equal(seen.steady.samples, 0);
  });
}

test('shapeWithoutP99_says_so', () => {
  assert.equal(readers(MAP, 'lock').boundary.p99, 400);
  assert.equal(readers(LIST, 'lock').boundary.p99, null);
});

test('everyPartThatIsRead_is_named_by_a_threshold', () => {
  const named = Object.keys(parts(['lock']));
  assert.ok(named.includes(submetric('read_duration', { cache: 'lock', window: 'boundary' })));
  assert.ok(named.includes('reads{cache:lock,window:steady}'));
  assert.ok(named.includes('read_lag{cache:lock}'));
  assert.ok(named.includes('goodput{cache:lock}'));
  assert.ok(named.includes('read_retries{cache:lock}'));
});

test('version_comes_from_the_summary_or_from_what_k6_calls_itself', () => {
  assert.equal(version(LIST, undefined), 'v2.2.0');
  assert.equal(version(MAP, 'Grafana k6/1.8.1'), 'v1.8.1');
  assert.equal(version(MAP, undefined), 'of an unknown version');
});

test('machine_is_taken_apart', () => {
  const given = new Parameters({ MACHINE: '2 cores, 4096 MiB, Linux amd64', COMMIT: 'abc' });
  assert.deepEqual(conditions(given, 'v2.2.0'), { commit: 'abc', cores: 2, memoryMiB: 4096, os: 'Linux amd64', jdk: 'k6 v2.2.0' });
  assert.equal(conditions(new Parameters({}), 'v2.2.0').os, 'a machine that was not named');
});
