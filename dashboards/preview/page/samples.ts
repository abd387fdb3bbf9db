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

/** A series in which null separates samples that do not follow each other. */
export interface Points {
  times: number[];
  values: (number | null)[];
}

/** Puts a null into each gap of more than a step, and in place of what is not a number, so that no line is drawn across. */
export function withGaps({ times, values }: Series, stepMs: number): Points {
  const found: Points = { times: [], values: [] };
  times.forEach((time, at) => {
    const last = found.times.at(-1);
    if (last !== undefined && time - last > stepMs) {
      found.times.push(last + stepMs);
      found.values.push(null);
    }
    found.times.push(time);
    found.values.push(Number.isNaN(values[at]) ? null : values[at]);
  });
  return found;
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
