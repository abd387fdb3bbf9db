import { clock, ticks } from './axis';
import { usePage } from './context';

const HALF_LABEL = 28;

/** The labels under a drawing of the preview's own. */
export function TimeAxis({ left, width, top }: { left: number; width: number; top: number }) {
  const { shown, theme } = usePage();
  const from = shown.start * 1_000;
  const to = shown.end * 1_000;
  return (
    <g fill={theme.colors.text.secondary} fontSize={12} textAnchor="middle">
      {ticks(from, to, width).map((time) => (
        <text key={time} x={Math.min(left + width - HALF_LABEL, left + ((time - from) / (to - from)) * width)} y={top}>
          {clock(time)}
        </text>
      ))}
    </g>
  );
}
