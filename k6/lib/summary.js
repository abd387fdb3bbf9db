/**
 * The summary of k6 in either format: a map of metrics by name, or a list under `results`.
 * @typedef {Record<string, any>} Summary
 */

/**
 * Returns the values of a metric, or of its part with these tags. A part exists only if a threshold names it.
 * @param {Summary} summary
 * @param {string} name
 * @param {Record<string, string>} [tags]
 * @returns {Record<string, number>} empty if the summary does not contain the metric
 */
export function values(summary, name, tags = {}) {
  const full = submetric(name, tags);
  const metric = Array.isArray(summary.results?.metrics)
    ? summary.results.metrics.find((/** @type {{ name: string }} */ each) => each.name === full)
    : summary.metrics?.[full];
  return metric?.values ?? {};
}

/**
 * @param {string} name
 * @param {Record<string, string>} tags
 */
export function submetric(name, tags) {
  const pairs = Object.entries(tags).map(([tag, value]) => `${tag}:${value}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/**
 * Returns how often the event of a rate occurred, and the total: the formats call the occurrences passes or matches.
 * @param {Record<string, number>} rate
 */
export function hits(rate) {
  const hits = rate.matches ?? rate.passes ?? 0;
  return { hits, of: rate.total ?? hits + (rate.fails ?? 0) };
}

/**
 * Returns the readers' metrics of a cache.
 * @param {Summary} summary
 * @param {string} cache
 * @returns {import('./types').Readers}
 */
export function readers(summary, cache) {
  const rate = (/** @type {string} */ name) => hits(values(summary, name, { cache }));
  const share = (/** @type {string} */ name) => rate(name).hits / Math.max(1, rate(name).of);
  const window = (/** @type {string} */ name) => ({
    p99: values(summary, 'read_duration', { cache, window: name })['p(99)'] ?? null,
    samples: values(summary, 'reads', { cache, window: name }).count ?? 0,
  });
  return {
    requests: rate('read_errors').of,
    errors: rate('read_errors').hits,
    p50: values(summary, 'read_duration', { cache }).med ?? null,
    boundary: window('boundary'),
    steady: window('steady'),
    waited: share('read_waited'),
    stale: share('read_stale'),
    near: share('read_near'),
    late: share('read_late'),
    worstLateMs: values(summary, 'read_lag', { cache }).max ?? 0,
    goodput: share('goodput'),
    retries: values(summary, 'read_retries', { cache }).count ?? 0,
  };
}

/**
 * Returns thresholds that cannot be missed: k6 keeps the parts of a metric by tag only if a threshold names them.
 * @param {string[]} caches
 * @returns {Record<string, string[]>}
 */
export function parts(caches) {
  /** @type {Record<string, string[]>} */
  const named = {};
  for (const cache of caches) {
    ['read_errors', 'read_waited', 'read_stale', 'read_near', 'read_late', 'goodput'].forEach(
      (name) => (named[submetric(name, { cache })] = ['rate>=0']),
    );
    ['read_duration', 'read_lag'].forEach((name) => (named[submetric(name, { cache })] = ['min>=0']));
    named[submetric('read_retries', { cache })] = ['count>=0'];
    for (const window of ['boundary', 'steady']) {
      named[submetric('read_duration', { cache, window })] = ['min>=0'];
      named[submetric('reads', { cache, window })] = ['count>=0'];
    }
  }
  return named;
}
