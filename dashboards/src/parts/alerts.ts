/** The alerts of rules/alerts.yml.tmpl. A test compares this list with the rules. */
export const ALERTS = [
  'CorralMissRateHigh',
  'CorralOriginSpikes',
  'CorralLockWaitLong',
  'CorralBreakerOpen',
  'CorralOriginSlow',
  'CorralStaleShareHigh',
  'CorralLockContention',
  'CorralShedding',
  'CorralMetastable',
  'CorralFenceRefusals',
  'CorralMissingKeyStorm',
  'CorralRedisDown',
  'CorralRedisEvicting',
  'CorralPushLost',
  'CorralWarmupStuck',
  'CorralColdStart',
  'CorralNodeNotReady',
  'CorralAvailabilityBurn',
  'CorralLatencyBurn',
  'CorralHitRatioBurn',
  'CorralAbsent',
] as const;

export type Alert = (typeof ALERTS)[number];
