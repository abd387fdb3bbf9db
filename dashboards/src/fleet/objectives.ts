import { lines, number, type Panel } from '../parts/panels.js';
import { CACHE } from '../parts/queries.js';
import type { Alert } from '../parts/alerts.js';
import { belowBoth } from '../parts/thresholds.js';

interface Objective {
  slo: string;
  title: string;
  counts: string;
  /** The share of requests that may be bad. */
  budget: number;
  alert: Alert;
  todo: string;
}

const OBJECTIVES: Objective[] = [
  {
    slo: 'availability',
    title: 'Availability 99.9 %',
    counts: 'requests that were refused or failed',
    budget: 0.001,
    alert: 'CorralAvailabilityBurn',
    todo: 'find the cause in the board "Stampede": rows "Slow or dead origin", "Slow or dead Redis" and "Metastable".',
  },
  {
    slo: 'latency',
    title: 'Latency: 99 % under 5 ms',
    counts: 'requests that lasted longer than 5 ms',
    budget: 0.01,
    alert: 'CorralLatencyBurn',
    todo: 'callers wait for loads: row "The wait" of the board "Stampede".',
  },
  {
    slo: 'hit_ratio',
    title: 'Hit ratio 90 %',
    counts: 'requests that no cache answered',
    budget: 0.1,
    alert: 'CorralHitRatioBurn',
    todo: 'rows "Cold start" and "Missing keys" of the board "Stampede".',
  },
];

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
/** The burn rates of the two pages: 1 h and 5 min, 6 h and 30 min. */
const FAST = 14.4;
const SLOW = 6;

const burn = ({ slo, budget }: Objective, window: string) =>
  `max by (cache) (corral:slo_errors:ratio_${window}{${CACHE}, slo="${slo}"}) / ${budget}`;

const now = (objective: Objective): Panel =>
  number({
    title: objective.title,
    shows: `How fast the error budget is used, of the cache with the highest rate: ${objective.counts}, over the last hour, divided by the share that may be bad.`,
    healthy: 'below 1: at 1 the budget lasts exactly for its 30 days.',
    todo: objective.todo,
    heading: 'triage',
    alerts: [objective.alert],
    unit: 'suffix:x',
    width: 8,
    decimals: 2,
    thresholds: belowBoth(1, FAST),
    queries: [{ expr: `topk(1, ${burn(objective, '1h')})`, legend: '{{cache}}', instant: true }],
    noValue: 'no requests',
  });

const windows = (objective: Objective): Panel =>
  lines({
    title: `${objective.title}: burn rate by window`,
    shows: `The same in windows from 5 minutes to 3 days, of the cache with the highest rate. Alerts fire at ${FAST} (1 h and 5 m) and ${SLOW} (6 h and 30 m).`,
    healthy: 'below 1.',
    todo: objective.todo,
    heading: 'triage',
    alerts: [objective.alert],
    unit: 'suffix:x',
    width: 8,
    short: true,
    thresholds: belowBoth(SLOW, FAST),
    queries: WINDOWS.map((window) => ({ expr: `max(${burn(objective, window)})`, legend: window })),
    noValue: 'no requests',
  });

/** The service level objectives and how fast their budgets are used. */
export const objectives = (): Panel[] => [...OBJECTIVES.map(now), ...OBJECTIVES.map(windows)];
