import { clocks, ticks } from './axis';
import { usePage } from './context';

/** The labels under a drawing of the preview's own. */
export function TimeAxis({ left, width, top }: { left: number; width: number; top: number }) {
  const { shown, theme } = usePage();
  const from = shown.start * 1_000;
  const to = shown.end * 1_000;
  const times = ticks(from, to, width);
  const texts = clocks(times);
  return (
    <g fill={theme.colors.text.secondary} fontSize={12} textAnchor="middle">
      {times.map((time, at) => (
        <text key={time} x={left + ((time - from) / (to - from)) * width} y={top}>
          {texts[at]}
        </text>
      ))}
    </g>
  );
}
