import { lines, number, type Panel, rows, states } from '../parts/panels.js';
import { NAMESPACE, NODE } from '../parts/queries.js';
import { above, neutral, noLimit } from '../parts/thresholds.js';

const targets = `up{${NAMESPACE}, job=~"corral-node|corral-origin"}`;

/** Which nodes run, with which version, and whether they serve. */
export const nodes = (): Panel[] => [
  states({
    title: 'Nodes scraped',
    shows: 'Whether Prometheus can read the metrics of each node.',
    healthy: 'up on all nodes.',
    todo: 'down: the node is stopped, frozen, or not reachable. Look at its log and its readiness.',
    heading: 'triage',
    alerts: ['CorralNodeNotReady'],
    width: 12,
    states: [
      { value: 0, text: 'down', color: 'red' },
      { value: 1, text: 'up', color: 'green' },
    ],
    queries: [{ expr: `min by (instance) (up{${NODE}, job="corral-node"})`, legend: '{{instance}}' }],
    noValue: 'no node is configured',
  }),
  states({
    title: 'Nodes draining',
    shows: 'Nodes that received the signal to stop and finish their requests.',
    healthy: 'serving, except during a rollout.',
    todo: 'draining for longer than corral.drain.limit: the node has requests that do not end.',
    heading: 'triage',
    width: 12,
    states: [
      { value: 0, text: 'serving', color: 'green' },
      { value: 1, text: 'draining', color: 'orange' },
    ],
    queries: [{ expr: `max by (instance) (cache_node_draining{${NODE}})`, legend: '{{instance}}' }],
    noValue: 'no node scraped',
  }),
  number({
    title: 'Scrape targets up',
    shows: 'The share of the targets of each job that Prometheus can read, and how many targets the job has.',
    healthy: '100 %; corral-node has as many targets as the fleet has nodes, corral-origin has 1.',
    todo: 'below 100 %: a node or the origin is stopped, frozen, or not reachable; the panel "Nodes scraped" shows which node. "no data": Prometheus has no such target. Boards and alerts are blind until it is back: look at its configuration.',
    heading: 'escalate',
    alerts: ['CorralAbsent', 'CorralNodeNotReady'],
    unit: 'percentunit',
    width: 8,
    height: 9,
    thresholds: above(1),
    queries: [
      {
        expr: `avg by (job) (${targets}) * on (job) group_right () count_values by (job) ("targets", count by (job) (${targets}))`,
        legend: '{{job}}: share of {{targets}}',
        instant: true,
      },
    ],
    noValue: 'no data: is Prometheus scraping?',
  }),
  rows({
    title: 'Versions',
    shows: 'The version of each node.',
    healthy: 'one version, except during a rollout.',
    todo: 'two versions without a rollout: a rollout has stopped half way.',
    heading: 'triage',
    unit: 'none',
    width: 8,
    thresholds: neutral,
    queries: [{ expr: `corral_build_info{${NODE}}`, legend: '', instant: true, format: 'table' }],
    columns: { instance: 'node', version: 'version' },
    noValue: 'no node scraped',
  }),
  lines({
    title: 'Revision of the run-time switches',
    shows: 'The revision of the run-time switches that each node has applied; 0: none.',
    healthy: 'the same on all nodes.',
    todo: 'a node that is behind for more than a few seconds has lost Redis, or refuses the switch: ./corral ctl status.',
    heading: 'ladder',
    unit: 'none',
    width: 8,
    thresholds: noLimit,
    queries: [{ expr: `max by (instance) (corral_switch_revision{${NODE}})`, legend: '{{instance}}' }],
    noValue: 'no node scraped',
  }),
];
