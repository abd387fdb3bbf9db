import { LIMITS, MARKS } from './limits.js';
import { type Query, recorded } from './queries.js';

/** The rate between two spikes: the median of one TTL, of which a spike fills less than half; the highest of the last two TTLs. */
export const betweenSpikes = `clamp_min(${recorded('origin_queries:base_settle')}, ${MARKS.originFloor})`;

/** The line above which a rate of origin queries is a spike, for the selected cache whose line is lowest. */
export const spikeLimit: Query = {
  expr: `${LIMITS.spikeFactor} * min(${betweenSpikes})`,
  legend: 'limit',
  limit: true,
};
