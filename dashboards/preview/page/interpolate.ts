/** What the page shows, from its address. */
export interface Shown {
  board: string;
  theme: 'light' | 'dark';
  namespace: string[];
  cache: string[];
  node: string[];
  row?: string;
  /** Seconds of the epoch. */
  start: number;
  end: number;
  /** Seconds between two scrapes. */
  scrape: number;
}

const ANY = '.+';
const MINUTES = 15;
const SCRAPE = 1;
const POINTS = 1_000;

const several = (given: string | null): string[] => (given ?? '').split(',').filter((each) => each !== '');

function number(given: string | null, otherwise: number): number {
  const value = Number(given ?? otherwise);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
}

/** Reads the address of the page. */
export function shown(query: URLSearchParams, nowSeconds: number): Shown {
  const end = number(query.get('end'), nowSeconds);
  return {
    board: /^[a-z-]+$/.test(query.get('board') ?? '') ? query.get('board')! : 'stampede',
    theme: query.get('theme') === 'light' ? 'light' : 'dark',
    namespace: several(query.get('namespace')),
    cache: several(query.get('cache')),
    node: several(query.get('node')),
    row: query.get('row') ?? undefined,
    start: end - number(query.get('minutes'), MINUTES) * 60,
    end,
    scrape: number(query.get('scrape'), SCRAPE),
  };
}

/** The step of a range query in seconds: at least one, and at most so many points as Grafana requests. */
export const step = ({ start, end }: Shown): number => Math.max(1, Math.ceil((end - start) / POINTS));

const escaped = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\\\$&');

const pattern = (values: string[]): string => (values.length === 0 ? ANY : values.map(escaped).join('|'));

/** Replaces the variables of a board, as Grafana does. */
export function interpolate(expr: string, of: Shown): string {
  const every = step(of);
  const values: Record<string, string> = {
    namespace: pattern(of.namespace),
    cache: pattern(of.cache),
    node: pattern(of.node),
    __rate_interval: `${Math.ceil(Math.max(4 * of.scrape, every + of.scrape))}s`,
    __interval: `${every}s`,
  };
  return expr.replace(/\$\{?(__rate_interval|__interval|namespace|cache|node)\}?/g, (_, name) => values[name]);
}
