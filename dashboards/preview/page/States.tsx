import type { Field } from '@grafana/data';
import { usePage } from './context';
import { framesOf } from './frames';
import { step } from './interpolate';
import type { Drawing } from './PanelView';
import { gaps, spans } from './spans';
import { TimeAxis } from './TimeAxis';

const AXIS = 22;
const LEGEND = 22;
const FONT = 12;
const MOST_LABEL = 0.35;
const CHARACTER = 6.6;
const NO_DATA = 'no data';
/** A shorter gap is drawn as wide, so that it can be seen between two spans. */
const LEAST_GAP = 4;

/** States over time. @grafana/ui has no such component: drawn here, with the colours and texts of Grafana's processors. */
export function States({ panel, answers, width, height }: Drawing) {
  const { shown, theme } = usePage();
  const everyMs = step(shown) * 1_000;
  const frames = framesOf(panel, answers, everyMs, theme);
  const label = Math.min(width * MOST_LABEL, Math.max(...frames.map(({ name }) => (name ?? '').length)) * CHARACTER + 8);
  const scale = (width - label) / ((shown.end - shown.start) * 1_000);
  const line = (height - AXIS - LEGEND) / frames.length;
  const x = (time: number) => label + (time - shown.start * 1_000) * scale;
  const lines = frames.map(({ name, fields: [time, value] }) => ({ name, value, states: spans(time.values, value.values, everyMs) }));
  const gapsOf = ({ states }: (typeof lines)[number]) => gaps(states, everyMs, shown.end * 1_000);
  return (
    <>
      <svg width={width} height={height - LEGEND} fontFamily={theme.typography.fontFamily}>
        {lines.map((each, at) => (
          <g key={each.name}>
            <text x={label - 6} y={(at + 0.5) * line} dy="0.35em" fontSize={FONT} textAnchor="end" fill={theme.colors.text.primary}>
              {each.name}
            </text>
            {each.states.map(({ from, to, value: state }) => (
              <Span key={from} left={Math.max(label, x(from))} right={Math.min(width, x(to))} top={(at + 0.1) * line} height={0.8 * line} field={each.value} state={state} />
            ))}
            {gapsOf(each).map(({ from, to }) => (
              <Missing key={from} left={Math.max(label, x(from))} right={Math.min(width, x(to))} top={(at + 0.1) * line} height={0.8 * line} />
            ))}
          </g>
        ))}
        <TimeAxis left={label} width={width - label} top={height - LEGEND - 6} />
      </svg>
      <StateLegend field={frames[0].fields[1]} hasGaps={lines.some((each) => gapsOf(each).length > 0)} />
    </>
  );
}

function StateLegend({ field, hasGaps }: { field: Field; hasGaps: boolean }) {
  const { theme } = usePage();
  const texts = (field.config.mappings ?? []).flatMap(({ options }) => Object.keys(options)).map(Number);
  return (
    <div style={{ display: 'flex', gap: 16, height: LEGEND, fontSize: FONT, color: theme.colors.text.primary }}>
      {texts.map((state) => {
        const { text, color } = field.display!(state);
        return (
          <span key={state}>
            <span style={{ display: 'inline-block', width: 14, height: 4, marginRight: 6, verticalAlign: 'middle', background: color }} />
            {text}
          </span>
        );
      })}
      {hasGaps && (
        <span>
          <span style={{ display: 'inline-block', width: 14, height: 2, marginRight: 6, verticalAlign: 'middle', background: theme.colors.text.secondary }} />
          {NO_DATA}
        </span>
      )}
    </div>
  );
}

interface MissingProps {
  left: number;
  right: number;
  top: number;
  height: number;
}

/** A gap: the ground of the panel, and a thin line that leads from one span to the next. */
function Missing({ left, right, top, height }: MissingProps) {
  const { theme } = usePage();
  const width = Math.max(LEAST_GAP, right - left);
  const middle = top + height / 2;
  return (
    <g>
      <rect x={left} y={top} width={width} height={height} fill={theme.colors.background.primary} />
      <line x1={left} x2={left + width} y1={middle} y2={middle} stroke={theme.colors.text.secondary} strokeWidth={2} />
      {width > NO_DATA.length * CHARACTER + 8 && (
        <text x={left + 6} y={middle - 6} fontSize={FONT} fill={theme.colors.text.secondary}>
          {NO_DATA}
        </text>
      )}
    </g>
  );
}

interface SpanProps {
  left: number;
  right: number;
  top: number;
  height: number;
  field: Field;
  state: number;
}

function Span({ left, right, top, height, field, state }: SpanProps) {
  const { theme } = usePage();
  const { text, color } = field.display!(state);
  const ground = color ?? theme.colors.primary.main;
  return (
    <g>
      <rect x={left} y={top} width={Math.max(1, right - left)} height={height} fill={ground} />
      {right - left > text.length * CHARACTER + 8 && height > FONT && (
        <text x={left + 6} y={top + height / 2} dy="0.35em" fontSize={FONT} fill={theme.colors.getContrastText(ground)}>
          {text}
        </text>
      )}
    </g>
  );
}
