import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';

/** A colour from a value upwards; the first step has no value and begins at minus infinity. */
export interface Step {
  value: number | null;
  color: string;
}

export const GREEN = 'green';
export const ORANGE = 'orange';
export const RED = 'red';
const NEUTRAL = 'blue';

/** A panel whose limit is drawn as a series, or that has none. */
export const noLimit: Step[] = [{ value: null, color: GREEN }];

/** A panel that informs, and has neither a healthy nor an unhealthy value. */
export const neutral: Step[] = [{ value: null, color: NEUTRAL }];

/** Healthy below the value. */
export const below = (limit: number, color = RED): Step[] => [
  { value: null, color: GREEN },
  { value: limit, color },
];

/** Healthy below the first value, to be watched up to the second. */
export const belowBoth = (watch: number, limit: number): Step[] => [
  { value: null, color: GREEN },
  { value: watch, color: ORANGE },
  { value: limit, color: RED },
];

/** Healthy from the value upwards. */
export const above = (limit: number): Step[] => [
  { value: null, color: RED },
  { value: limit, color: GREEN },
];

export const thresholds = (steps: Step[]): dashboard.ThresholdsConfigBuilder =>
  new dashboard.ThresholdsConfigBuilder()
    .mode(dashboard.ThresholdsMode.Absolute)
    .steps(steps.map(({ value, color }, at) => ({ value: at === 0 ? null : value, color })));
