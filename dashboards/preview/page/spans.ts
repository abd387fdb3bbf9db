/** A time in which a series has one value. */
export interface Span {
  from: number;
  to: number;
  value: number;
}

/** Joins samples of equal value that are one step apart. A null ends the span before it, as in Grafana. */
export function spans(times: number[], values: (number | null)[], everyMs: number): Span[] {
  const found: Span[] = [];
  times.forEach((time, at) => {
    const value = values[at];
    if (value === null) return;
    const last = found.at(-1);
    const joins = last !== undefined && time <= last.to;
    if (joins && last.value === value) last.to = time + everyMs;
    else found.push({ from: time, to: time + everyMs, value });
  });
  return found;
}

/** A time in which a series has no value, after its first one. */
export interface Gap {
  from: number;
  to: number;
}

/** Returns the gaps between spans, and the one after the last span if it is longer than a step. */
export function gaps(found: Span[], everyMs: number, endMs: number): Gap[] {
  const between = found.slice(1).flatMap(({ from }, at) => (from > found[at].to ? [{ from: found[at].to, to: from }] : []));
  const last = found.at(-1);
  return last && endMs - last.to > everyMs ? [...between, { from: last.to, to: endMs }] : between;
}
