import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allPanels, board, expressions, NAMES, read, rowsOf } from './project.js';

const COLUMNS = 24;
/** At 1,280 pixels a column is about 52 pixels wide. */
const LEAST_WIDTH: Record<string, number> = { stat: 4, timeseries: 8, statetimeline: 8, heatmap: 8, bargauge: 8, table: 8 };

const HERDS = [
  'Verdict',
  'Hot key, per process',
  'Hot key, per fleet',
  'The wait',
  'Mass expiry',
  'Missing keys',
  'Cold start',
  'Slow or dead origin',
  'Slow or dead Redis',
  'Metastable',
  'Period finder',
];

test('stampedeBoard_hasARowForEachHerdInScopeOrder', () => {
  assert.deepEqual([...rowsOf(board('stampede')).keys()], HERDS);
});

for (const name of NAMES) {
  const dashboard = board(name);

  test(`${name}Board_isReadOnlyTaggedAndLinked`, () => {
    assert.equal(dashboard.uid, `corral-${name}`);
    assert.equal(dashboard.editable, false);
    assert.deepEqual(dashboard.tags, ['corral']);
    assert.deepEqual(
      dashboard.links?.map(({ title }) => title),
      ['Boards', 'Runbook'],
    );
    assert.deepEqual(
      dashboard.templating.list?.map((variable) => variable.name),
      ['datasource', 'namespace', 'cache', 'node', 'runbook'],
    );
    assert.deepEqual(
      dashboard.annotations.list?.map((annotation) => annotation.name),
      ['Rollouts', 'Changed stacks', 'Load tests'],
    );
  });

  test(`${name}Board_hasUniqueIdsAndTitles`, () => {
    const ids = dashboard.panels?.map(({ id }) => id) ?? [];
    assert.equal(new Set(ids).size, ids.length);
    for (const [row, panels] of rowsOf(dashboard)) {
      const titles = panels.map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length, row);
      assert.ok(titles.length > 0, row);
    }
  });

  test(`${name}Board_hasPanelsThatFitTheGridAndDoNotOverlap`, () => {
    const taken = new Set<string>();
    for (const panel of dashboard.panels ?? []) {
      const { x, y, w, h } = panel.gridPos ?? { x: -1, y: -1, w: 0, h: 0 };
      assert.ok(x >= 0 && x + w <= COLUMNS, panel.title);
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          const cell = `${column}/${line}`;
          assert.ok(!taken.has(cell), `${panel.title} overlaps another panel`);
          taken.add(cell);
        }
      }
    }
  });
}

test('everyPanel_isWideEnoughFor1280Pixels', () => {
  for (const { name, panel } of allPanels()) {
    const least = LEAST_WIDTH[panel.type.replace('-', '')];
    assert.ok(least !== undefined && (panel.gridPos?.w ?? 0) >= least, name);
  }
});

test('everyPanel_hasDescriptionUnitThresholdsAndQueries', () => {
  for (const { name, panel } of allPanels()) {
    assert.match(panel.description ?? '', /\*\*Healthy:\*\* .+\n\n\*\*To do:\*\* .+/, name);
    assert.match(panel.description ?? '', /\[runbook\]\(\$\{runbook\}\/runbook\.md#[a-z0-9-]+\)/, name);
    const defaults = panel.fieldConfig?.defaults;
    assert.ok(defaults?.unit, name);
    assert.ok(defaults?.noValue, name);
    assert.ok((defaults?.thresholds?.steps.length ?? 0) > 0, name);
    assert.equal(defaults?.thresholds?.steps[0].value, null, name);
    assert.ok((panel.targets?.length ?? 0) > 0, name);
  }
});

test('panelsThatTheDrillOnAClusterAwaits_haveAHealthyColour', () => {
  const awaited = [...read('k8s/checks/herds.sh').matchAll(/^ *panel='(.+)'$/gm)].map(([, title]) => title);
  assert.ok(awaited.length > 0);
  for (const title of awaited) {
    const steps = allPanels().find(({ panel }) => panel.title === title)?.panel.fieldConfig?.defaults.thresholds?.steps ?? [];
    assert.ok(steps.length > 1 && steps.some(({ color }) => color === 'green'), title);
  }
});

/** The titles of Grafana's calculations, by which a legend is sorted. */
const CALCULATIONS: Record<string, string> = { lastNotNull: 'Last *', mean: 'Mean', max: 'Max', min: 'Min' };

interface Legend {
  calcs: string[];
  displayMode: string;
  placement: string;
  sortBy?: string;
  sortDesc?: boolean;
}

const tables = (): { name: string; panel: ReturnType<typeof allPanels>[number]['panel']; legend: Legend }[] =>
  allPanels()
    .filter(({ panel }) => panel.type === 'timeseries')
    .map(({ name, panel }) => ({ name, panel, legend: (panel.options as { legend: Legend }).legend }))
    .filter(({ legend }) => legend.displayMode === 'table');

test('legend_isSortedByItsFirstColumnWithTheUnhealthySeriesFirst', () => {
  for (const { name, panel, legend } of tables()) {
    const isLowBad = panel.fieldConfig?.defaults.thresholds?.steps[0].color === 'red';
    assert.equal(legend.sortBy, CALCULATIONS[legend.calcs[0]], name);
    assert.equal(legend.sortDesc, !isLowBad, name);
  }
  const hitRatio = tables().find(({ panel }) => panel.title === 'Hit ratio');
  assert.deepEqual(hitRatio?.legend.calcs, ['lastNotNull', 'min']);
});

/** A legend has 35 % of the height of its panel: three lines of a panel of nine cells, and a part of a line of a lower one. */
test('legendUnderAChart_hasRoomForWholeLines', () => {
  for (const { name, panel } of tables().filter(({ legend }) => legend.placement === 'bottom')) {
    assert.equal(panel.gridPos?.h, 9, name);
  }
});

test('areasOfManySeries_haveNoFill', () => {
  for (const { name, panel } of allPanels().filter(({ panel: each }) => each.type === 'timeseries')) {
    const custom = panel.fieldConfig?.defaults.custom as { fillOpacity: number; stacking?: { mode?: string } };
    const names = (panel.targets ?? []).map((target) => (target as { legendFormat?: string }).legendFormat ?? '');
    if (custom.stacking?.mode !== 'normal' && names.some((each) => each.includes('{{'))) assert.equal(custom.fillOpacity, 0, name);
  }
});

const panelOf = (row: string, title: string) => allPanels().find(({ name }) => name.endsWith(`: ${row}: ${title}`))?.panel;

test('scrapeTargets_areRedUnlessAllAreUp', () => {
  const steps = panelOf('Nodes', 'Scrape targets up')?.fieldConfig?.defaults.thresholds?.steps;
  assert.deepEqual(steps, [
    { value: null, color: 'red' },
    { value: 1, color: 'green' },
  ]);
  assert.match(expressions(panelOf('Nodes', 'Scrape targets up')!)[0], /^avg by \(job\) \(up\{/);
});

test('memoryOfRedis_namesTheMissingLimitOnlyWhileRedisIsReadable', () => {
  const panel = panelOf('Slow or dead Redis', 'Memory of Redis')!;
  assert.match(panel.fieldConfig?.defaults.noValue ?? '', /^no data/);
  assert.match(expressions(panel)[1], /^0 \* max\(corral_redis_used_memory_bytes\{[^}]*\}\) unless max\(corral_redis_maxmemory_bytes\{[^}]*\} > 0\)$/);
});

test('waitsForTheLock_areDrawnWithTheRebuildsOfTheSameCaches', () => {
  const [waits, rebuilds] = expressions(panelOf('The wait', 'Lock wait and rebuild, p99')!);
  assert.ok(rebuilds.endsWith(` and on (cache) ${waits}`));
});
