/** A series as Prometheus returns it. */
export interface Series {
  labels: Record<string, string>;
  /** Milliseconds of the epoch. */
  times: number[];
  values: number[];
}

interface Result {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** A response of /api/v1/query or /api/v1/query_range. */
export interface Response {
  status: string;
  error?: string;
  data?: { resultType: string; result: Result[] };
}

const parse = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

/** Returns the series of a response. */
export function seriesOf(response: Response): Series[] {
  if (response.status !== 'success' || !response.data) throw new Error(response.error ?? 'no data');
  return response.data.result.map(({ metric, value, values }) => {
    const samples = values ?? (value ? [value] : []);
    return { labels: metric, times: samples.map(([seconds]) => seconds * 1_000), values: samples.map(([, text]) => parse(text)) };
  });
}

/** Returns the name of a series in a legend. */
export function nameOf(labels: Record<string, string>, format: string | undefined): string {
  if (format) return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');
  const { __name__: name = '', ...others } = labels;
  return `${name}{${Object.entries(others)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`;
}

/** A time in which a series has values. */
export interface Region {
  from: number;
  to: number;
}

/** Joins the samples of a series that are at most two steps apart. */
export function regions({ times }: Series, stepMs: number): Region[] {
  const found: Region[] = [];
  for (const time of times) {
    const last = found.at(-1);
    if (last && time - last.to <= 2 * stepMs) last.to = time;
    else found.push({ from: time, to: time });
  }
  return found;
}
