import { LIMITS } from '../parts/limits.js';
import { lines, type Panel } from '../parts/panels.js';
import { CACHE, CACHE_ON_NODE, events, rate, recorded } from '../parts/queries.js';
import { below, noLimit } from '../parts/thresholds.js';

/** One load per process is one load per node: the herd that grows with the fleet. */
export const hotKeyOfFleet = (): Panel[] => [
  lines({
    title: 'Loads in progress, by node',
    shows: 'Origin queries in progress on each node. Spikes of the same height on every node at the same time are a herd of the fleet.',
    healthy: 'low and irregular: one node loads a key, the others wait for its entry.',
    todo: 'if all nodes have a spike at once, add the fleet lock: ./corral ctl stack CACHE --with lock. More nodes make it worse.',
    heading: 'ladder',
    alerts: ['CorralOriginSpikes'],
    unit: 'suffix:loads',
    width: 8,
    thresholds: noLimit,
    queries: [
      {
        expr: `sum by (instance) (max_over_time(cache_layer_in_flight{${CACHE_ON_NODE}, layer="origin"}[$__interval:1s]))`,
        legend: '{{instance}}',
      },
    ],
  }),
  lines({
    title: 'Duplicate queries',
    shows: 'Queries that the origin received while it executed another query of the same key, by the node that sent the second one.',
    healthy: '0.',
    todo: 'from one node: single-flight is missing. From several nodes: the lock is missing, or Redis does not grant it.',
    heading: 'ladder',
    unit: 'suffix:q/s',
    width: 8,
    thresholds: below(1),
    queries: [{ expr: rate('cache, node', 'db_query_duplicate_total', `${CACHE}, job="corral-origin"`), legend: '{{cache}} from {{node}}' }],
    noValue: 'no duplicate queries',
  }),
  lines({
    title: 'Requests that wait for the lock',
    shows: 'Requests of the last TTL that waited for a load of another node, as a share of all requests.',
    healthy: `below ${LIMITS.lockWaits * 100} %.`,
    todo: 'the rebuild is slow, or a hot key expires too often. Serve it stale during the load: ./corral ctl stack CACHE --with swr.',
    heading: 'ladder',
    alerts: ['CorralLockContention'],
    unit: 'percentunit',
    width: 8,
    thresholds: below(LIMITS.lockWaits),
    queries: [
      {
        expr: `max by (cache) (${recorded('lock_waits:increase_ttl')} / (${recorded('requests:increase_ttl')} > 0))`,
        legend: '{{cache}}',
      },
    ],
    noValue: 'no cache has the lock',
  }),
  lines({
    title: 'Lock: granted and waited',
    shows: 'Leases that were granted, and requests that found the lock busy and waited for another node.',
    healthy: 'at most one wait per node for each lease that was granted.',
    todo: 'waits without grants: the holder of the lock is dead or paused; its lease ends by itself.',
    heading: 'triage',
    alerts: ['CorralLockContention', 'CorralLockWaitLong'],
    unit: 'eps',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: events('lock_granted|lock_waited'), legend: '{{cache}}: {{event}}' }],
    noValue: 'no cache has the lock',
  }),
  lines({
    title: 'Lock: lost and failed',
    shows: 'Leases that were no longer held when they were renewed, waits that ended without a value, requests in the back-off after a failed load, and locks that could not be requested.',
    healthy: '0.',
    todo: 'lock_failed: Redis does not respond. lease_lost or lock_gave_up: a node is paused or was killed during a load.',
    heading: 'triage',
    alerts: ['CorralLockWaitLong'],
    unit: 'eps',
    width: 8,
    thresholds: below(1),
    queries: [{ expr: events('lease_lost|lock_gave_up|backed_off|lock_failed'), legend: '{{cache}}: {{event}}' }],
    noValue: 'no cache has the lock',
  }),
  lines({
    title: 'Writes refused by the fence',
    shows: 'Rebuilds whose write was refused, because something newer was written during the load. The alert needs more than 2 in twelve TTLs, and 1 % of the rebuilds.',
    healthy: '0, or single events after an invalidation.',
    todo: 'nothing for single events: the fence did its work. Many: nodes are paused for longer than their lease; look at their CPU and garbage collection.',
    heading: 'triage',
    alerts: ['CorralFenceRefusals'],
    unit: 'eps',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: events('fenced_out'), legend: '{{cache}}' }],
    noValue: 'no cache has the lock',
  }),
];
