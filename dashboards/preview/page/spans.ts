/** A time in which a series has one value. */
export interface Span {
  from: number;
  to: number;
  value: number;
}

/** Ignores nulls, and joins samples of equal value that are at most two steps apart. */
export function spans(times: number[], values: (number | null)[], everyMs: number): Span[] {
  const found: Span[] = [];
  times.forEach((time, at) => {
    const value = values[at];
    if (value === null) return;
    const last = found.at(-1);
    const joins = last !== undefined && time - last.to <= everyMs;
    if (joins && last.value === value) last.to = time + everyMs;
    else found.push({ from: time, to: time + everyMs, value });
  });
  return found;
}
