import { type DisplayValue, type Field, getDisplayValueAlignmentFactors, type FieldDisplay, VizOrientation } from '@grafana/data';
import { BarGauge, BarGaugeDisplayMode, VizRepeater } from '@grafana/ui';
import { usePage } from './context';
import { framesOf } from './frames';
import type { Drawing } from './PanelView';

interface Bar {
  field: Field;
  display: DisplayValue;
}

/** One bar for each series, drawn by Grafana's component. */
export function Bars({ panel, answers, width, height }: Drawing) {
  const { theme } = usePage();
  const fields = framesOf(panel, answers, 1_000, theme).map(({ fields: [, value] }) => value);
  const longest = panel.fieldConfig?.defaults.max ?? Math.max(...fields.map((field) => field.values.at(-1)), Number.MIN_VALUE);
  const bars: Bar[] = fields.map((field) => {
    field.config.max = longest;
    return { field, display: { ...field.display!(field.values.at(-1)), title: field.name } };
  });
  const alignment = getDisplayValueAlignmentFactors(bars.map(({ display }) => ({ display }) as FieldDisplay));
  // The component measures the text in the font of a Grafana server.
  alignment.title += 'MM';
  return (
    <VizRepeater
      source={bars}
      getValues={() => bars}
      width={width}
      height={height}
      orientation={VizOrientation.Horizontal}
      renderCounter={1}
      itemSpacing={8}
      renderValue={({ value, width: barWidth, height: barHeight }) => (
        <BarGauge
          value={value.display}
          field={value.field.config}
          display={value.field.display}
          width={barWidth}
          height={barHeight}
          orientation={VizOrientation.Horizontal}
          displayMode={panel.options?.displayMode ?? BarGaugeDisplayMode.Basic}
          valueDisplayMode={panel.options?.valueMode}
          alignmentFactors={alignment}
          theme={theme}
          itemSpacing={8}
          showUnfilled
        />
      )}
    />
  );
}
