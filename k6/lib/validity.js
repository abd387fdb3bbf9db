import { values } from './summary.js';

/** @typedef {import('./types').Plan} Plan */

/**
 * Returns the thresholds of every run: no read failed, none was dropped, at least one promise was judged, and every
 * promise was kept.
 * @param {Plan} plan
 * @returns {Record<string, string[]>}
 */
export function thresholds({ fleet, everyNode = true }) {
  return {
    dropped_iterations: ['count==0'],
    'http_req_failed{kind:read}': ['rate==0'],
    reads: ['count>0'],
    read_errors: ['rate==0'],
    promises_judged: ['count>0'],
    promises_kept: ['rate==1'],
    ...(everyNode ? { nodes_seen: [`value>=${fleet.replicas}`] } : {}),
  };
}

/**
 * Returns the reasons why the run is void; empty if it is valid.
 * @param {Plan} plan
 * @param {import('./summary.js').Summary} summary
 * @param {import('./types').View} seen
 * @returns {string[]}
 */
export function voids({ fleet, everyNode = true }, summary, seen) {
  const reasons = [];
  const dropped = values(summary, 'dropped_iterations').count ?? 0;
  if (dropped > 0) {
    reasons.push(`${dropped} reads were not sent: raise USERS, run k6 on a machine with more free CPU time, or lower RATE`);
  }
  if (everyNode && seen.nodes.length < fleet.replicas) {
    reasons.push(`the origin saw ${seen.nodes.length} of ${fleet.replicas} nodes: name every node in TARGETS, or correct REPLICAS`);
  }
  return reasons;
}

/**
 * @param {string[]} caches
 * @returns {string | undefined} what is wrong with the caches
 */
export function twice(caches) {
  const again = caches.find((cache, at) => caches.indexOf(cache) !== at);
  return again && `cache ${again} is named twice: name a different cache to compare it with`;
}
