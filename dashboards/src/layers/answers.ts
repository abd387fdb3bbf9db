import { lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, rate } from '../parts/queries.js';
import { noLimit } from '../parts/thresholds.js';

const outer = `${CACHE_ON_NODE}, layer="deadline", purpose="foreground"`;

/** What answered the requests. */
export const answers = (): Panel[] => [
  lines({
    title: 'Answers by outcome',
    shows:
      'Requests by what answered them: near and hit (fresh), stale, flight (a load of the same process), fleet (a load of another node), origin (a query of its own), refused, failed, cancelled.',
    healthy: 'near, hit and stale are nearly all.',
    todo: 'much "origin" at once: a herd; the board "Stampede" names it.',
    heading: 'verdict',
    unit: 'reqps',
    width: 12,
    stacked: true,
    thresholds: noLimit,
    queries: [{ expr: rate('outcome', 'cache_layer_outcomes_total', outer), legend: '{{outcome}}' }],
    noValue: 'no requests',
  }),
  lines({
    title: 'Events',
    shows: 'What the probes cannot count: leases, refused writes, evictions, shed loads. docs/metrics.md and the class Event define each.',
    healthy: 'lock_granted, lock_waited and near_evicted can be high; the others are rare.',
    todo: 'find the event in docs/metrics.md, and the row of its herd in the board "Stampede".',
    heading: 'triage',
    unit: 'eps',
    width: 12,
    thresholds: noLimit,
    queries: [{ expr: rate('event', 'cache_events_total', CACHE_ON_NODE), legend: '{{event}}' }],
    noValue: 'no events',
  }),
];
