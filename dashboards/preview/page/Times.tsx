import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import { clocks, ticks } from './axis';

const TIME = 'x';

/** Labels the time axis of a chart as the preview's own drawings: the component leaves out most labels of a narrow chart. */
export function Times({ builder }: { builder: UPlotConfigBuilder }) {
  useLayoutEffect(() => {
    builder.addHook('init', (chart) => {
      const axis = chart.axes.find(({ scale }) => scale === TIME);
      if (!axis) return;
      axis.splits = ({ bbox }, _, from, to) => ticks(from, to, bbox.width / devicePixelRatio);
      axis.values = (_, times) => clocks(times);
    });
  }, [builder]);
  return null;
}
