import { type Query, recorded } from './queries.js';

/**
 * The line above which a rate of origin queries is a spike, for the selected cache whose line is lowest: a multiple of the rate between
 * the spikes, and some queries on top of it.
 */
export const spikeLimit: Query = {
  expr: `min(${recorded('origin_queries:limit_settle')})`,
  legend: 'limit',
  limit: true,
};
