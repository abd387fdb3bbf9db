import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheStatus } from '../lib/cachestatus.js';

for (const [header, node, kind] of [
  ['node-1; hit; ttl=4', 'node-1', 'fresh'],
  ['node-1; hit; ttl=0', 'node-1', 'fresh'],
  ['node-1; hit; ttl=-2', 'node-1', 'stale'],
  ['node-2; hit; ttl=4; detail=near', 'node-2', 'near'],
  ['node-1; fwd=miss; stored', 'node-1', 'waited'],
  ['node-1; fwd=miss; collapsed; detail=fleet', 'node-1', 'waited'],
  ['node-1; fwd=miss; detail=shed', 'node-1', 'waited'],
  ['node-1; fwd=bypass', 'node-1', 'bypass'],
  ['outer; hit; ttl=9, corral-node-5d9f-x2k; fwd=miss; stored', 'corral-node-5d9f-x2k', 'waited'],
  ['nonsense', 'nonsense', 'unknown'],
]) {
  test(`${header} _is_ ${kind}`, () => {
    const said = cacheStatus(header);
    assert.equal(said.node, node);
    assert.equal(said.kind, kind);
  });
}

test('timeLeft_is_read', () => {
  assert.equal(cacheStatus('node-1; hit; ttl=-2').ttl, -2);
});

test('missingHeader_is_unknown', () => {
  assert.equal(cacheStatus(undefined).kind, 'unknown');
});
