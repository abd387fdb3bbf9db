import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../parts/limits.js';
import { read } from './project.js';

const RULES = 'dashboards/rules/alerts.yml.tmpl';
const RECORDED = 'dashboards/rules/recording.yml.tmpl';

/** Where each number is in the expressions of the alerts, and in the limits that they read. */
const IN_RULES: Record<keyof typeof LIMITS, RegExp> = {
  spikeQueries: /clamp_min\(8 \* corral:origin_queries:base_settle, ([\d.]+) \/ scalar\(corral:short:seconds\)\)/,
  spikeFactor: /corral:origin_queries:p99_long > ([\d.]+) \* corral:origin_queries:base_settle/,
  missFactor: /corral:misses:rate_ttl > ([\d.]+) \* clamp_min/,
  missFloor: /clamp_min\(corral:misses:p50_long, ([\d.]+)\)/,
  missShare: /corral:misses:ratio_peak_short > ([\d.]+)\n/,
  missRise: /corral:misses:ratio_peak_short > ([\d.]+) \* corral:misses:ratio_p50_long/,
  coldRows: /corral:loaded_rows:increase_short > ([\d.]+)\n/,
  coldFactor: /corral:loaded_rows:increase_short > ([\d.]+) \* corral:loaded_rows:p90_long/,
  slowFactor: /corral:query:p99_settle > ([\d.]+) \* corral:query:p50_long/,
  slowFloor: /corral:query:p99_settle > ([\d.]+)\n/,
  lockWait: /corral:lock_wait:mean_ttl > ([\d.]+) \* corral:rebuild:mean_long/,
  lockWaits: /corral:lock_waits:increase_ttl > ([\d.]+) \* corral:requests:increase_ttl/,
  refused: /corral:refused:rate_short > ([\d.]+)\n/,
  stale: /corral:stale_share:ratio_ttl > ([\d.]+)/,
  absent: /corral:absent_answers:rate_short > ([\d.]+)\n/,
  retries: /corral:retries:rate_short \/ .* > ([\d.]+)\n/,
  goodput: /corral:goodput:rate_short < ([\d.]+) \* corral:requests:rate_short/,
  redisMemory: /corral_redis_maxmemory_bytes > 0\)\) > ([\d.]+)/,
};

test('limits_areThoseOfTheAlerts', () => {
  const rules = read(RULES) + read(RECORDED);
  const found = Object.fromEntries(Object.entries(IN_RULES).map(([name, pattern]) => [name, Number(pattern.exec(rules)?.[1])]));
  assert.deepEqual(found, { ...LIMITS });
});

test('limitOfASpike_isTheMultipleOfTheBase', () => {
  const limit = /([\d.]+) \* corral:origin_queries:base_settle\s+\+ clamp_min\(([\d.]+) \* corral:origin_queries:base_settle/.exec(read(RECORDED));
  assert.equal(Number(limit?.[1]) + Number(limit?.[2]), LIMITS.spikeFactor);
});
