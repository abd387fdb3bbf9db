import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { describe, type Text } from './text.js';
import type { Query } from './queries.js';
import { RED, type Step, thresholds } from './thresholds.js';

/** What every panel has. */
export interface Spec extends Text {
  title: string;
  unit: string;
  width: number;
  height?: number;
  queries: Query[];
  thresholds: Step[];
  /** The text where the query returns nothing. */
  noValue?: string;
  min?: number;
  max?: number;
  decimals?: number;
}

/** A state of a state timeline. */
export interface State {
  value: number;
  text: string;
  color: string;
}

type AnyPanel =
  | bargauge.PanelBuilder
  | heatmap.PanelBuilder
  | stat.PanelBuilder
  | statetimeline.PanelBuilder
  | table.PanelBuilder
  | timeseries.PanelBuilder;

export type Panel = AnyPanel;

export const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };
const HEIGHT = 9;
const WIDE = 12;
/** An axis ends at this value or above: a line of zeros is at the bottom of a small scale, and not of one to 100. */
const LEAST_TOP: Record<string, number> = { percentunit: 0.1, s: 0.01, bytes: 1_024 };
/** A limit is below the top of the axis, so that it is visible before it is reached. */
const ABOVE_LIMIT = 1.1;
/** A smaller step than the data source's own, which may be longer than a TTL. */
const LEAST_STEP = '1s';
const POINTS = 1_000;

const top = ({ unit, thresholds: steps }: Spec): number =>
  Math.max(LEAST_TOP[unit] ?? 1, ...steps.map(({ value }) => (value ?? 0) * ABOVE_LIMIT));

const refId = (at: number): string => String.fromCharCode('A'.charCodeAt(0) + at);

function target(query: Query, at: number): prometheus.DataqueryBuilder {
  const builder = new prometheus.DataqueryBuilder()
    .refId(refId(at))
    .datasource(DATA_SOURCE)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(query.expr)
    .legendFormat(query.legend)
    .format((query.format ?? 'time_series') as prometheus.PromQueryFormat);
  return query.instant ? builder.instant() : builder.range();
}

/** Gives a panel what every panel has. */
function complete<P extends AnyPanel>(panel: P, spec: Spec): P {
  panel
    .title(spec.title)
    .description(describe(spec))
    .unit(spec.unit)
    .span(spec.width)
    .height(spec.height ?? HEIGHT)
    .datasource(DATA_SOURCE)
    .interval(LEAST_STEP)
    .maxDataPoints(POINTS)
    .thresholds(thresholds(spec.thresholds))
    .noValue(spec.noValue ?? 'no data');
  spec.queries.forEach((query, at) => panel.withTarget(target(query, at)));
  if (spec.min !== undefined) panel.min(spec.min);
  if (spec.max !== undefined) panel.max(spec.max);
  if (spec.decimals !== undefined) panel.decimals(spec.decimals);
  return panel;
}

/** A limit is a dashed red line without an entry in the legend. */
const limitOf = (options: string) => ({
  matcher: { id: 'byFrameRefID', options },
  properties: [
    { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
    { id: 'custom.fillOpacity', value: 0 },
    { id: 'custom.lineWidth', value: 1 },
    { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
  ],
});

/** Values over time. */
interface LinesSpec extends Spec {
  stacked?: boolean;
  /** The legend is a list of names. */
  short?: boolean;
  /** The series are near 0 between their spikes, so that their last value orders nothing. */
  spiky?: boolean;
}

/** A column of the legend: its calculation, and the title that Grafana writes above it. */
interface Column {
  calc: string;
  title: string;
}

const LAST: Column = { calc: 'lastNotNull', title: 'Last *' };
const MEAN: Column = { calc: 'mean', title: 'Mean' };
const MAX: Column = { calc: 'max', title: 'Max' };
const MIN: Column = { calc: 'min', title: 'Min' };

/** Whether low values are the unhealthy ones. */
const isLowBad = ({ thresholds: [first] }: Spec): boolean => first.color === RED;

/** The columns of a legend, which is sorted by the first. Beside the chart there is room for more lines, and for one column. */
function columns(spec: LinesSpec): Column[] {
  const extreme = isLowBad(spec) ? MIN : MAX;
  if (spec.width >= WIDE) return [spec.spiky ? extreme : LAST];
  return [spec.spiky ? MEAN : LAST, extreme];
}

/** The series that is farthest from healthy is in the first line. */
function legend(spec: LinesSpec): common.VizLegendOptionsBuilder {
  const shown = columns(spec);
  return new common.VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(common.LegendDisplayMode.Table)
    .placement(spec.width >= WIDE ? common.LegendPlacement.Right : common.LegendPlacement.Bottom)
    .calcs(shown.map(({ calc }) => calc))
    .sortBy(shown[0].title)
    .sortDesc(!isLowBad(spec));
}

const list = () =>
  new common.VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(common.LegendDisplayMode.List)
    .placement(common.LegendPlacement.Bottom)
    .calcs([]);

/** A label in the name of a series stands for any number of series, whose areas would cover each other. */
const hasManySeries = ({ queries }: Spec): boolean => queries.some(({ legend: name }) => name.includes('{{'));

const fill = (spec: LinesSpec): number => (spec.stacked ? 40 : hasManySeries(spec) ? 0 : 10);

/** Values over time: lines, or stacked areas. */
export function lines(spec: LinesSpec): timeseries.PanelBuilder {
  const panel = complete(new timeseries.PanelBuilder(), { min: 0, ...spec })
    .legend(spec.short ? list() : legend(spec))
    .tooltip(new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending))
    .lineWidth(spec.stacked ? 1 : 2)
    .fillOpacity(fill(spec))
    .showPoints(common.VisibilityMode.Never)
    .thresholdsStyle(
      new common.GraphThresholdsStyleConfigBuilder().mode(
        spec.thresholds.length > 1 ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
      ),
    )
    .stacking(new common.StackingConfigBuilder().mode(spec.stacked ? common.StackingMode.Normal : common.StackingMode.None));
  if (spec.max === undefined) panel.axisSoftMax(top(spec));
  const limits = spec.queries.flatMap((query, at) => (query.limit ? [limitOf(refId(at))] : []));
  return panel.overrides(limits);
}

const byThreshold = () => new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds);

const last = () => new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']);

/** One number, with the name of its series. */
export function number(spec: Spec & { named?: boolean }): stat.PanelBuilder {
  return complete(new stat.PanelBuilder(), { height: 4, ...spec })
    .reduceOptions(last())
    .colorScheme(byThreshold())
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.Background)
    .justifyMode(common.BigValueJustifyMode.Center)
    .textMode(spec.named === false ? common.BigValueTextMode.Value : common.BigValueTextMode.ValueAndName);
}

/** States over time, one line for each series. */
export function states(spec: Omit<Spec, 'unit' | 'thresholds'> & { states: State[] }): statetimeline.PanelBuilder {
  const options = Object.fromEntries(spec.states.map(({ value, text, color }, index) => [String(value), { text, color, index }]));
  return complete(new statetimeline.PanelBuilder(), { ...spec, unit: 'none', thresholds: spec.states })
    .mappings([{ type: dashboard.MappingType.ValueToText, options }])
    .colorScheme(byThreshold())
    .mergeValues(true)
    .showValue(common.VisibilityMode.Auto)
    .rowHeight(0.8)
    .legend(list());
}

/** A histogram over time. */
export function histogram(spec: Spec): heatmap.PanelBuilder {
  return complete(new heatmap.PanelBuilder(), spec)
    .calculate(false)
    .cellGap(1)
    .color(new heatmap.HeatmapColorOptionsBuilder().mode(heatmap.HeatmapColorMode.Scheme).scheme('Oranges').steps(32))
    .yAxis(new heatmap.YAxisConfigBuilder().unit(spec.unit).axisPlacement(common.AxisPlacement.Left));
}

/** One bar for each series, in the order of the queries. */
export function bars(spec: Spec): bargauge.PanelBuilder {
  return complete(new bargauge.PanelBuilder(), { min: 0, ...spec })
    .reduceOptions(last())
    .colorScheme(byThreshold())
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Color)
    .showUnfilled(true);
}

/** A table: the labels of instant series as columns, in the given order. */
export function rows(spec: Spec & { columns: Record<string, string> }): table.PanelBuilder {
  const names = Object.keys(spec.columns);
  return complete(new table.PanelBuilder(), spec)
    .showHeader(true)
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names } } })
    .withTransformation({
      id: 'organize',
      options: { indexByName: Object.fromEntries(names.map((name, at) => [name, at])), renameByName: spec.columns },
    });
}
