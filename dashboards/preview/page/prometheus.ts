import type { Annotation, Panel } from './board';
import type { Answer } from './frames';
import { interpolate, type Shown, step } from './interpolate';
import { type Region, regions, type Response, type Series, seriesOf } from './samples';

async function query(path: string, parameters: Record<string, string | number>): Promise<Series[]> {
  const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`/api/v1/${path}?${search}`);
  const text = await response.text();
  if (!text.startsWith('{')) throw new Error(text.trim());
  return seriesOf(JSON.parse(text) as Response);
}

const range = (expr: string, shown: Shown): Promise<Series[]> => {
  const every = step(shown);
  const aligned = (time: number) => Math.floor(time / every) * every;
  return query('query_range', { query: interpolate(expr, shown), start: aligned(shown.start), end: aligned(shown.end), step: every });
};

/** Executes the queries of a panel. */
export const answersOf = (panel: Panel, shown: Shown): Promise<Answer[]> =>
  Promise.all(
    (panel.targets ?? []).map(async (target) => ({
      target,
      series: target.instant ? await query('query', { query: interpolate(target.expr, shown), time: shown.end }) : await range(target.expr, shown),
    })),
  );

/** The times of an annotation. */
export interface Marks {
  color: string;
  regions: Region[];
}

export const marksOf = async ({ expr, iconColor }: Annotation, shown: Shown): Promise<Marks> => ({
  color: iconColor,
  regions: (await range(expr, shown)).flatMap((series) => regions(series, step(shown) * 1_000)),
});
