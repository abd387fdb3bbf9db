import { type DataFrame, type Field, FieldType, getDisplayProcessor, type GrafanaTheme2 } from '@grafana/data';
import type { Override, Panel, Target } from './board';
import { nameOf, type Series, withGaps } from './samples';

/** The result of one query of a panel. */
export interface Answer {
  target: Target;
  series: Series[];
}

const TIME_ZONE = 'utc';

const matches = ({ matcher }: Override, refId: string, name: string): boolean =>
  (matcher.id === 'byFrameRefID' && matcher.options === refId) || (matcher.id === 'byName' && matcher.options === name);

/** Sets `custom.lineStyle` and the like. */
function set(config: Record<string, any>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() as string;
  let at = config;
  for (const name of names) at = at[name] ??= {};
  at[last] = value;
}

/** Returns the configuration of a series: the defaults of the panel and the overrides that match. */
function configOf(panel: Panel, refId: string, name: string): Record<string, any> {
  const config = structuredClone(panel.fieldConfig?.defaults ?? {});
  config.color ??= { mode: panel.type === 'timeseries' ? 'palette-classic' : 'thresholds' };
  // Grafana's own JSON has null for minus infinity, its components read the number.
  if (config.thresholds?.steps?.[0]) config.thresholds.steps[0].value = -Infinity;
  for (const override of panel.fieldConfig?.overrides ?? []) {
    if (matches(override, refId, name)) override.properties.forEach(({ id, value }) => set(config, id, value));
  }
  return config;
}

/** Gives a field the processor that formats and colours its values. */
export function displayed(field: Field, theme: GrafanaTheme2): Field {
  field.display = getDisplayProcessor({ field, theme, timeZone: TIME_ZONE });
  return field;
}

/** Returns a frame for each series, as the Prometheus data source does. */
export function framesOf(panel: Panel, answers: Answer[], stepMs: number, theme: GrafanaTheme2): DataFrame[] {
  let index = 0;
  return answers.flatMap(({ target, series }) =>
    series.map((each) => {
      const name = nameOf(each.labels, target.legendFormat);
      const { times, values } = withGaps(each, stepMs);
      const time: Field = { name: 'Time', type: FieldType.time, config: { interval: stepMs }, values: times };
      const value: Field = {
        name,
        type: FieldType.number,
        config: { ...configOf(panel, target.refId, name), displayNameFromDS: name },
        labels: each.labels,
        values,
        state: { seriesIndex: index++ },
      };
      return { refId: target.refId, name, fields: [displayed(time, theme), displayed(value, theme)], length: times.length };
    }),
  );
}
