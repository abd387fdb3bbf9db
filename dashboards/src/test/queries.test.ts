import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownMetrics } from './known.js';
import { allPanels, board, expressions, NAMES } from './project.js';
import { metricsOf } from './promql.js';

const annotationsOf = (name: string): string[] =>
  (board(name).annotations.list ?? []).map((annotation) => (annotation as { expr?: string }).expr ?? '');

test('metricsOfAnExpression_areItsNamesWithoutFunctionsLabelsAndWords', () => {
  const expression = 'max by (cache) (a_total{b="c", d=~"$e"}[5m:1s]) / on (f) (corral:g:h > 0 offset 10s) or 2 * i_sum unless vector(1)';
  assert.deepEqual([...metricsOf(expression)].sort(), ['a_total', 'corral:g:h', 'i_sum']);
});

test('everyExpression_readsMetricsThatExist', () => {
  const known = knownMetrics();
  const all = [
    ...allPanels().flatMap(({ name, panel }) => expressions(panel).map((expr) => ({ name, expr }))),
    ...NAMES.flatMap((name) => annotationsOf(name).map((expr) => ({ name: `${name}: annotations`, expr }))),
  ];
  const unknown = all.flatMap(({ name, expr }) => [...metricsOf(expr)].filter((metric) => !known.has(metric)).map((each) => `${name}: ${each}`));
  assert.deepEqual(unknown, []);
});

test('everyExpression_readsOneNamespace', () => {
  for (const { name, panel } of allPanels()) {
    for (const expr of expressions(panel)) {
      const selectors = [...expr.matchAll(/\{([^}]*)\}/g)].map(([, matchers]) => matchers);
      assert.ok(selectors.length > 0, name);
      selectors.forEach((matchers) => assert.match(matchers, /namespace=~"\$namespace"/, `${name}: ${matchers}`));
      metricsOf(expr).forEach((metric) => assert.ok(expr.includes(`${metric}{`), `${name}: ${metric} without a namespace`));
    }
  }
});

/** A window that grows with the time range would hide a spike. */
test('recordedSeries_haveNoWindowThatGrowsOverThem', () => {
  for (const { name, panel } of allPanels()) {
    for (const expr of expressions(panel).filter((each) => each.includes('corral:'))) {
      assert.ok(!expr.includes('$__rate_interval'), name);
      [...expr.matchAll(/\[([^\]]*)\]/g)].forEach(([, window]) => assert.equal(window, '$__interval:1s', name));
    }
  }
});

test('everyPanel_hasAStepThatIsShorterThanATtl', () => {
  for (const { name, panel } of allPanels()) {
    assert.equal(panel.interval, '1s', name);
  }
});
