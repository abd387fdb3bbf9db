import type { DisplayValue } from '@grafana/data';
import { BigValue, BigValueColorMode, BigValueGraphMode, BigValueJustifyMode, BigValueTextMode } from '@grafana/ui';
import { usePage } from './context';
import { framesOf } from './frames';
import type { Drawing } from './PanelView';

/** Numbers on a coloured ground, drawn by Grafana's component. */
export function Numbers({ panel, answers, width, height }: Drawing) {
  const { theme } = usePage();
  const fields = framesOf(panel, answers, 1_000, theme).map(({ fields: [, value] }) => value);
  const values: DisplayValue[] = fields.map((field) => ({ ...field.display!(field.values.at(-1)), title: field.name }));
  if (values.length === 0) values.push({ text: panel.fieldConfig?.defaults.noValue ?? 'no data', numeric: NaN, color: theme.colors.background.secondary });
  return (
    <div style={{ display: 'flex', gap: 4 }}>
      {values.map((value, at) => (
        <BigValue
          key={at}
          value={value}
          width={(width - 4 * (values.length - 1)) / values.length}
          height={height}
          theme={theme}
          colorMode={fields.length === 0 ? BigValueColorMode.None : (panel.options?.colorMode ?? BigValueColorMode.Value)}
          graphMode={BigValueGraphMode.None}
          justifyMode={panel.options?.justifyMode ?? BigValueJustifyMode.Auto}
          textMode={fields.length === 0 ? BigValueTextMode.Value : (panel.options?.textMode ?? BigValueTextMode.Auto)}
        />
      ))}
    </div>
  );
}
