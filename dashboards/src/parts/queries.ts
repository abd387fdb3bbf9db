/** Label matchers of the board's variables. */
export const NAMESPACE = 'namespace=~"$namespace"';
export const CACHE = `${NAMESPACE}, cache=~"$cache"`;
export const NODE = `${NAMESPACE}, instance=~"$node"`;
export const CACHE_ON_NODE = `${CACHE}, instance=~"$node"`;

/** One query of a panel. */
export interface Query {
  expr: string;
  legend: string;
  /** Evaluated once, at the end of the time range. */
  instant?: boolean;
  /** Drawn as a dashed red line: the value above which an alert fires. */
  limit?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
}

/** Returns the series of a recording rule for the selected caches. */
export const recorded = (rule: string): string => `corral:${rule}{${CACHE}}`;

/**
 * Returns a recorded series by cache, the largest value of each step. The rule has a short fixed window, so a spike does not melt into
 * its surroundings; and with the largest value of each step it does not fall between two steps when the time range is long.
 */
export const peak = (rule: string): string => `max by (cache) (max_over_time(${recorded(rule)}[$__interval:1s]))`;

/** Returns the rate of a counter. Not for spikes: the window grows with the time range. */
export const rate = (by: string, counter: string, matchers: string): string =>
  `sum by (${by}) (rate(${counter}{${matchers}}[$__rate_interval]))`;

/** Returns a quantile of a histogram, and nothing while it is empty. Not for spikes. */
export const quantile = (q: number, by: string, histogram: string, matchers: string): string =>
  `histogram_quantile(${q}, ${rate(`${by}, le`, `${histogram}_bucket`, matchers)}) >= 0`;

/** Returns the rate of events by cache. */
export const events = (event: string): string => rate('cache, event', 'cache_events_total', `${CACHE_ON_NODE}, event=~"${event}"`);
