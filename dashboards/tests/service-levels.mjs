import { NONE, during, perSecond } from './flows.mjs';

/** The cases of the service levels, whose windows are hours and days at every TTL. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Of 100 requests per second, those that are bad. */
const BAD = {
  CorralAvailabilityBurn: (share) => ({ failed: share }),
  CorralLatencyBurn: (share) => ({ slow: share }),
  CorralHitRatioBurn: (share) => ({ origin: share }),
};

/** Shares of bad requests, in percent: one that pages, one that opens a ticket, one within the budget. */
const SHARES = {
  CorralAvailabilityBurn: { page: 10, ticket: 0.5, within: 0.05 },
  CorralLatencyBurn: { page: 60, ticket: 5, within: 0.5 },
  CorralHitRatioBurn: { page: 90, ticket: 40, within: 5 },
};

/** The windows that page are tested over hours, with a sample every two minutes; those that open a ticket over days. */
export const SPANS = [
  { name: 'hours', share: 'page', severity: 'critical', step: 2 * MINUTE, from: 8 * HOUR, to: 14 * HOUR, end: 16 * HOUR },
  { name: 'days', share: 'ticket', severity: 'warning', step: 30 * MINUTE, from: 72 * HOUR, to: 120 * HOUR, end: 144 * HOUR },
];

const healthy = { stale: NONE, flight: NONE, fleet: NONE, origin: perSecond(0.2), slow: perSecond(0.2) };

function changes(alert, share, from, to) {
  const bad = Object.entries(BAD[alert](share)).map(([name, rate]) => [name, during(from, to, perSecond(rate), healthy[name] ?? NONE)]);
  return { ...healthy, ...Object.fromEntries(bad) };
}

/** Returns the cases of one span; steps are those of the span. */
export function cases({ share, step, from, to }) {
  const [first, last] = [from / step, to / step];
  const of = (name, alert, percent, more = {}) => ({ name, alert, changes: { ...changes(alert, percent, first, last), ...more } });
  const alerts = Object.keys(BAD);
  return {
    firing: alerts.map((alert) => of(`${alert}-burns`, alert, SHARES[alert][share])),
    silent: [
      ...alerts.map((alert) => of(`${alert}-within-budget`, alert, SHARES[alert].within)),
      ...alerts.map((alert) => of(`${alert}-of-few-requests`, alert, 0.05, { requests: perSecond(0.1), slow: perSecond(0.05) })),
      { name: 'service-levels-met', changes: healthy },
      { name: 'two-bad-minutes', changes: step === 2 * MINUTE ? changes(alerts[0], 10, first, first + 1) : healthy },
    ],
  };
}
