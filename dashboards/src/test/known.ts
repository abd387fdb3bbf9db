import { read } from './project.js';

const ROW = /^\| (`[^|]*`) \| (\w+) \|/gm;
const NAME = /`([A-Za-z_:]+)/g;
const OF_HISTOGRAM = ['_bucket', '_sum', '_count'];

/** Metrics of Prometheus itself. */
const BUILT_IN = ['up', 'ALERTS'];
/** Metrics that ./corral drill exports while it sends load. */
const OF_LOAD = ['corral_load_requests_total', 'corral_load_retries_total'];

const namesIn = (cell: string): string[] => [...cell.matchAll(NAME)].map(([, name]) => name);

/** The metrics of a node, with the series of its histograms and summaries. */
function ofNode(): string[] {
  return [...read('docs/metrics.md').matchAll(ROW)].flatMap(([, cell, kind]) =>
    namesIn(cell).flatMap((name) => (kind === 'histogram' || kind === 'summary' ? OF_HISTOGRAM.map((suffix) => name + suffix) : [name])),
  );
}

/** The metrics of the origin, which its README lists in one sentence. */
function ofOrigin(): string[] {
  const names = namesIn(read('slow-origin/README.md')).filter((name) => name.startsWith('db_query'));
  return names.flatMap((name) => [name, ...OF_HISTOGRAM.map((suffix) => name + suffix)]);
}

const RULES = 'dashboards/rules/recording.yml.tmpl';

const recordings = (): string[] => [...read(RULES).matchAll(/record:\s*(\S+)/g)].map(([, name]) => name);

/** Every name that an expression of a board may contain. */
export const knownMetrics = (): Set<string> => new Set([...ofNode(), ...ofOrigin(), ...recordings(), ...BUILT_IN, ...OF_LOAD]);
