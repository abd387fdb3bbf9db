import type { Series } from './samples';

/** The number of observations of one bucket at one time. */
export interface Cell {
  time: number;
  bucket: number;
  count: number;
}

/** Returns what each bucket of a histogram counts by itself; Prometheus' buckets contain all smaller ones. */
export function buckets(series: Series[]): { bounds: number[]; cells: Cell[]; most: number } {
  const sorted = series
    .map(({ labels, times, values }) => ({ bound: labels.le === '+Inf' ? Infinity : Number(labels.le), times, values }))
    .sort((one, other) => one.bound - other.bound);
  const cells: Cell[] = [];
  let smaller = new Map<number, number>();
  sorted.forEach(({ times, values }, bucket) => {
    const own = new Map(times.map((time, at) => [time, values[at]]));
    own.forEach((value, time) => {
      const count = value - (smaller.get(time) ?? 0);
      if (count > 0.01) cells.push({ time, bucket, count });
    });
    smaller = own;
  });
  const used = cells.map(({ bucket }) => bucket);
  const first = Math.max(0, Math.min(...used, sorted.length - 1) - 1);
  const last = Math.max(...used, 0) + 1;
  return {
    bounds: sorted.slice(first, last + 1).map(({ bound }) => bound),
    cells: cells.map((cell) => ({ ...cell, bucket: cell.bucket - first })),
    most: Math.max(...cells.map(({ count }) => count), 1),
  };
}
