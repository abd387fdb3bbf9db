/** Distances between two labels of a time axis, in milliseconds. */
const STEPS = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400].map((seconds) => seconds * 1_000);
const LABEL_WIDTH = 80;

/** Returns the instants to label between two others. */
export function ticks(from: number, to: number, width: number): number[] {
  const most = Math.max(1, Math.floor(width / LABEL_WIDTH));
  const distance = STEPS.find((each) => (to - from) / each <= most) ?? STEPS[STEPS.length - 1];
  const found: number[] = [];
  for (let at = Math.ceil(from / distance) * distance; at <= to; at += distance) found.push(at);
  return found;
}

export const clock = (time: number): string => new Date(time).toISOString().slice(11, 19);
