import type { Panel } from './board';
import type { Series } from './samples';

interface Organize {
  indexByName: Record<string, number>;
  renameByName: Record<string, string>;
}

/** Returns the columns and lines of a table panel: labels and the value, as its transformation `organize` orders them. */
export function table(panel: Panel, series: Series[]): { heads: string[]; lines: string[][] } {
  const organize = panel.transformations?.find(({ id }) => id === 'organize')?.options as Organize | undefined;
  const names = Object.entries(organize?.indexByName ?? {})
    .sort(([, one], [, other]) => one - other)
    .map(([name]) => name);
  const lines = series.map(({ labels, values }) => names.map((name) => (name === 'Value' ? String(values.at(-1)) : (labels[name] ?? ''))));
  return { heads: names.map((name) => organize?.renameByName[name] ?? name), lines: lines.sort((one, other) => compare(one[0], other[0])) };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
