import type { Alert } from './alerts.js';

/**
 * The address of the folder that holds runbook.md and docs/. It is the value of the hidden variable `runbook` of each board; the chart
 * replaces it by monitoring.runbookUrl.
 */
export const RUNBOOK = 'https://corral.example';

/** The headings of runbook.md that panels link to, as anchors. */
export const HEADINGS = {
  verdict: '1-is-it-a-stampede',
  triage: '2-triage',
  ladder: '3-the-mitigation-ladder',
  metastable: '4-metastable-failure',
  gate: '5-the-gate-before-a-cutover',
  never: '6-never',
  escalate: '7-escalate',
} as const;

export type Heading = keyof typeof HEADINGS;

/** What a panel tells a reader who has never seen it. */
export interface Text {
  shows: string;
  healthy: string;
  todo: string;
  heading: Heading;
  alerts?: readonly Alert[];
}

/** Returns the description of a panel in Markdown. Grafana replaces `${runbook}` by the value of the variable. */
export function describe({ shows, healthy, todo, heading, alerts = [] }: Text): string {
  const pages = alerts.map((alert) => `[${alert}](\${runbook}/docs/alerts/${alert}.md)`);
  return [
    shows,
    `**Healthy:** ${healthy}`,
    `**To do:** ${todo} See the [runbook](\${runbook}/runbook.md#${HEADINGS[heading]}).`,
    ...(pages.length > 0 ? [`**Alerts:** ${pages.join(', ')}`] : []),
  ].join('\n\n');
}
