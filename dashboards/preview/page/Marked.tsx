import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import { usePage } from './context';

/** A longer time is drawn as a strip under the chart, because a band would colour all of it. */
const LONG = 0.2;
const STRIP = 4;

/** Draws the annotations of the board into a chart: a line where each begins, and a band or a strip for its time. */
export function Marked({ builder }: { builder: UPlotConfigBuilder }) {
  const { marks, theme } = usePage();
  useLayoutEffect(() => {
    builder.addHook('drawAxes', (chart) => {
      const { ctx, bbox } = chart;
      for (const { color, regions } of marks) {
        ctx.save();
        ctx.fillStyle = theme.visualization.getColorByName(color || 'blue');
        for (const { from, to } of regions) {
          const left = Math.max(bbox.left, chart.valToPos(from, 'x', true));
          const right = Math.min(bbox.left + bbox.width, chart.valToPos(to, 'x', true));
          if (right < left) continue;
          const top = right - left > LONG * bbox.width ? bbox.top + bbox.height - STRIP : bbox.top;
          ctx.globalAlpha = top === bbox.top ? 0.12 : 0.6;
          ctx.fillRect(left, top, Math.max(2, right - left), bbox.top + bbox.height - top);
          ctx.globalAlpha = 0.9;
          ctx.fillRect(left, bbox.top, 1, bbox.height);
        }
        ctx.restore();
      }
    });
  }, [builder, marks, theme]);
  return null;
}
