import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import { usePage } from './context';

/** Draws the annotations of the board into a chart: a band for a time, a line for a moment. */
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
          ctx.globalAlpha = 0.12;
          ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
          ctx.globalAlpha = 0.9;
          ctx.fillRect(left, bbox.top, 1, bbox.height);
        }
        ctx.restore();
      }
    });
  }, [builder, marks, theme]);
  return null;
}
