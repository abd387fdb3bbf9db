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
  /** The burn rate of the fastest alert, and its windows in words. */
  fastest: number;
  windows: string;
  alert: Alert;
  todo: string;
}

/** The burn rates of the pages: 14.4 in 1 h and 5 min, 6 in 6 h and 30 min. */
const SLOW = 6;
const HOUR = { fastest: 14.4, windows: `14.4 (1 h and 5 m) and ${SLOW} (6 h and 30 m)` };
/** Of an objective whose budget is a tenth, 14.4 would be more than all requests. */
const SIX_HOURS = { fastest: SLOW, windows: `${SLOW} (6 h and 30 m)` };

const OBJECTIVES: Objective[] = [
  {
    slo: 'availability',
    title: 'Availability 99.9 %',
    counts: 'requests that were refused or failed',
    budget: 0.001,
    ...HOUR,
    alert: 'CorralAvailabilityBurn',
    todo: 'find the cause in the board "Stampede": rows "Slow or dead origin", "Slow or dead Redis" and "Metastable".',
  },
  {
    slo: 'latency',
    title: 'Latency: 99 % under 5 ms',
    counts: 'requests that lasted longer than 5 ms',
    budget: 0.01,
    ...HOUR,
    alert: 'CorralLatencyBurn',
    todo: 'callers wait for loads: row "The wait" of the board "Stampede".',
  },
  {
    slo: 'hit_ratio',
    title: 'Hit ratio 90 %',
    counts: 'requests that no cache answered',
    budget: 0.1,
    ...SIX_HOURS,
    alert: 'CorralHitRatioBurn',
    todo: 'rows "Cold start" and "Missing keys" of the board "Stampede".',
  },
];

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

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
    thresholds: belowBoth(1, objective.fastest),
    queries: [{ expr: `topk(1, ${burn(objective, '1h')})`, legend: '{{cache}}', instant: true }],
    noValue: 'no requests',
  });

const windows = (objective: Objective): Panel =>
  lines({
    title: `${objective.title}: burn rate by window`,
    shows: `The same in windows from 5 minutes to 3 days, of the cache with the highest rate. Alerts page at ${objective.windows}, and open a ticket at 3 (1 d and 2 h) and 1 (3 d and 6 h).`,
    healthy: 'below 1.',
    todo: objective.todo,
    heading: 'triage',
    alerts: [objective.alert],
    unit: 'suffix:x',
    width: 8,
    short: true,
    thresholds: objective.fastest > SLOW ? belowBoth(SLOW, objective.fastest) : belowBoth(1, SLOW),
    queries: WINDOWS.map((window) => ({ expr: `max(${burn(objective, window)})`, legend: window })),
    noValue: 'no requests',
  });

/** The service level objectives and how fast their budgets are used. */
export const objectives = (): Panel[] => [...OBJECTIVES.map(now), ...OBJECTIVES.map(windows)];
