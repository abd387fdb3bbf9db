/** The series notation of promtool: `a+bxn` stands for a, a+b, ..., a+n*b, and `_xn` for n scrapes without the series. */

const DIGITS = 6;

const number = (value) => String(Number(value.toFixed(DIGITS)));

/** Groups equal neighbours: the value, how many, and whether the group is the first one. */
function runs(values) {
  const grouped = [];
  for (const value of values) {
    const last = grouped.at(-1);
    if (last && last.value === value) last.count++;
    else grouped.push({ value, count: 1, first: grouped.length === 0 });
  }
  return grouped;
}

/** Scrapes without the series. A series that was there is marked as ended, as Prometheus does it. */
function absence({ count, first }) {
  if (first) return `_x${count}`;
  return count > 1 ? `stale _x${count - 1}` : 'stale';
}

/** A gauge; null is a scrape without it. */
export function gauge(values) {
  return runs(values)
    .map((run) => (run.value === null ? absence(run) : `${number(run.value)}+0x${run.count - 1}`))
    .join(' ');
}

/** A counter, from its increments; the first one is its first value. */
export function counter(increments) {
  let value = 0;
  const text = (run) => {
    if (run.value === null) return absence(run);
    const first = value + run.value;
    value += run.count * run.value;
    return `${number(first)}+${number(run.value)}x${run.count - 1}`;
  };
  const rounded = increments.map((each) => (each === null ? null : Number(each.toFixed(DIGITS))));
  return runs(rounded).map(text).join(' ');
}
