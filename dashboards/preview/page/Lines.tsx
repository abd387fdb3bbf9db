import { TimeSeries } from '@grafana/ui';
import { usePage } from './context';
import { framesOf } from './frames';
import { step } from './interpolate';
import { Marked } from './Marked';
import type { Drawing } from './PanelView';
import { Times } from './Times';

/** Lines over time, drawn by Grafana's component. */
export function Lines({ panel, answers, width, height }: Drawing) {
  const { shown, theme, range } = usePage();
  const frames = framesOf(panel, answers, step(shown) * 1_000, theme);
  return (
    <TimeSeries frames={frames} structureRev={1} timeRange={range} timeZone="utc" width={width} height={height} legend={panel.options?.legend}>
      {(builder) => (
        <>
          <Marked builder={builder} />
          <Times builder={builder} />
        </>
      )}
    </TimeSeries>
  );
}
