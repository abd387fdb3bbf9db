import { getValueFormat, formattedValueToString } from '@grafana/data';
import { usePage } from './context';
import { step } from './interpolate';
import type { Drawing } from './PanelView';
import { buckets } from './buckets';
import { TimeAxis } from './TimeAxis';

const AXIS = 22;
const LABELS = 64;
const FONT = 12;

/** A histogram over time. @grafana/ui has no such component: drawn here. */
export function Heat({ panel, answers, width, height }: Drawing) {
  const { shown, theme } = usePage();
  const { bounds, cells, most } = buckets(answers.flatMap(({ series }) => series));
  const scale = (width - LABELS) / ((shown.end - shown.start) * 1_000);
  const line = (height - AXIS) / Math.max(1, bounds.length);
  const every = Math.max(1.5, step(shown) * 1_000 * scale);
  const format = getValueFormat(panel.fieldConfig?.defaults.unit ?? 'none');
  const skip = Math.ceil((FONT + 2) / line);
  return (
    <svg width={width} height={height} fontFamily={theme.typography.fontFamily}>
      {bounds.map((bound, at) =>
        at % skip === 0 ? (
          <text key={bound} x={LABELS - 6} y={height - AXIS - at * line - line / 2} dy="0.35em" fontSize={FONT} textAnchor="end" fill={theme.colors.text.secondary}>
            {bound === Infinity ? 'more' : formattedValueToString(format(bound))}
          </text>
        ) : null,
      )}
      {cells.map(({ time, bucket, count }) => (
        <rect
          key={`${time}/${bucket}`}
          x={LABELS + (time - shown.start * 1_000) * scale}
          y={height - AXIS - (bucket + 1) * line}
          width={every}
          height={Math.max(1, line - 1)}
          fill={theme.visualization.getColorByName('orange')}
          fillOpacity={0.25 + 0.75 * (count / most)}
        />
      ))}
      <TimeAxis left={LABELS} width={width - LABELS} top={height - 6} />
    </svg>
  );
}
