/** Distances between two labels of a time axis, in milliseconds. */
const STEPS = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1_000);
const MINUTE = 60_000;
/** The width of a label and the space to the next one, in pixels: of hours and minutes, and of those with seconds. */
const SHORT = 40;
const LONG = 58;

const room = (distance: number): number => (distance % MINUTE === 0 ? SHORT : LONG);

/** Returns the instants to label between two others, of which the last one has room for its label. */
export function ticks(from: number, to: number, width: number): number[] {
  const scale = width / (to - from);
  const distance = STEPS.find((each) => each * scale >= room(each)) ?? STEPS[STEPS.length - 1];
  const end = to - room(distance) / 2 / scale;
  const found: number[] = [];
  for (let at = Math.ceil(from / distance) * distance; at <= end; at += distance) found.push(at);
  return found;
}

/** Returns the labels of instants: without seconds, if all of them are whole minutes. */
export function clocks(times: number[]): string[] {
  const digits = times.every((time) => time % MINUTE === 0) ? 16 : 19;
  return times.map((time) => new Date(time).toISOString().slice(11, digits));
}
