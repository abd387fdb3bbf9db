import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { duration, fill, milliseconds, placeholders, windows } from '../rules/windows.mjs';

/** The names of alerts, pages, metrics and placeholders are the same in all files that contain them. */

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
const sorted = (names) => [...new Set(names)].sort();

const recording = read('dashboards/rules/recording.yml.tmpl');
const alerts = read('dashboards/rules/alerts.yml.tmpl');
const names = sorted(found(alerts, /^ *- alert: (\w+)$/gm));
const pages = readdirSync(new URL('../../docs/alerts/', import.meta.url)).filter((file) => file.endsWith('.md'));
const pagesOfAlerts = pages.filter((file) => file.startsWith('Corral'));
const SCENARIOS = ['cascading-failure', 'high-latency', 'low-hit-ratio', 'stale-after-writes'];
const HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'];
/** Metrics of the origin and of Prometheus itself. */
const OTHERS = ['up', 'db_query_duplicate_total'];
const WORDS_OF_PROMQL = new Set(
  `and or unless on ignoring by without offset bool group_left group_right sum max min avg count group rate increase changes ceil clamp
  clamp_min time vector absent histogram_quantile quantile_over_time max_over_time min_over_time avg_over_time count_over_time
  stddev_over_time irate scalar clamp_max end ms s m h d`.split(/\s+/),
);

/** The expressions of a template, without label matchers, durations, and the labels of by and on. */
function expressions(template) {
  const blocks = template.split(/^ *- (?:record|alert): .*$/m).slice(1);
  return blocks.map((block) => /expr: (?:>-\n)?([\s\S]*?)(?=\n {8}(?:for|keep_firing_for|labels|annotations):|\n *#|\n *- name:|$)/.exec(block)[1]);
}

function metricsOf(expression) {
  const bare = expression
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/offset \S+/g, '')
    .replace(/\b(by|on) \([^)]*\)/g, '');
  return found(bare, /([a-z_][a-z0-9_:]*)/g).filter((word) => !WORDS_OF_PROMQL.has(word));
}

const used = sorted([recording, alerts].flatMap(expressions).flatMap(metricsOf));

test('alert_hasOnePage', () => {
  assert.deepEqual(sorted(pagesOfAlerts.map((file) => file.replace('.md', ''))), names);
  assert.deepEqual(sorted(pages.filter((file) => file.startsWith('scenario-')).map((file) => file.slice(9, -3))), SCENARIOS);
});

for (const page of pages) {
  test(`page ${page}_hasTheFourParagraphsAndItsName`, () => {
    const text = read(`docs/alerts/${page}`);
    assert.deepEqual(found(text, /^## (.+)$/gm), HEADINGS);
    if (page.startsWith('Corral')) assert.equal(text.split('\n')[0], `# ${page.replace('.md', '')}`);
  });

  test(`page ${page}_namesOnlyAlertsAndRulesThatExist`, () => {
    const text = read(`docs/alerts/${page}`);
    assert.deepEqual(found(text, /\b(Corral[A-Z]\w+)/g).filter((name) => !names.includes(name)), []);
    assert.deepEqual(found(text, /\b(corral:\w+:\w+)/g).filter((name) => !recording.includes(`record: ${name}\n`)), []);
  });
}

test('alert_hasItsPageAndItsBoard', () => {
  assert.deepEqual(found(alerts, /runbook_url: __RUNBOOK__\/docs\/alerts\/(\w+)\.md/g), found(alerts, /^ *- alert: (\w+)$/gm));
  assert.equal(found(alerts, /dashboard_url: "__DASHBOARD__(\/d\/corral-(?:stampede|fleet))\?/g).length, found(alerts, /- alert: (\w+)/g).length);
});

test('alert_hasASeverityThatARouteKnows', () => {
  assert.deepEqual(sorted(found(alerts, /labels: \{severity: (\w+)/g)), ['critical', 'warning']);
});

test('metricOfARule_isDocumentedOrRecorded', () => {
  const documented = found(read('docs/metrics.md'), /^\| `([a-zA-Z_]+)` \|/gm);
  const recorded = found(recording, /record: (\S+)$/gm);
  const known = new Set([...documented, ...recorded, ...OTHERS]);
  assert.deepEqual(used.filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|count|sum)$/, ''))), []);
});

test('metricThatIsNotDocumented_isFound', () => {
  assert.deepEqual(metricsOf('sum by (cache) (rate(no_such_total{a="b"}[__TTL__])) > 5'), ['no_such_total']);
});

test('eventOfARule_isDefined', () => {
  const events = found(read('guard/src/main/java/dev/corral/guard/probe/Event.java'), /^ {4}([A-Z_]+)[,;]?$/gm);
  const unknown = found(recording + alerts, /event="(\w+)"/g).filter((name) => !events.includes(name.toUpperCase()));
  assert.deepEqual(unknown, []);
});

test('inhibition_namesAlertsThatExist', () => {
  const named = found(read('dashboards/alertmanager/routes.yml'), /\b(Corral[A-Z]\w+)/g);
  assert.deepEqual(named.filter((name) => !names.includes(name)), []);
});

test('windows_deriveFromTheTtl', () => {
  assert.deepEqual(windows(10_000), { ttl: 10_000, scrape: 833, short: 3_000, lookback: 120_000, settle: 20_000 });
  assert.deepEqual(windows(60_000), { ttl: 60_000, scrape: 5_000, short: 15_000, lookback: 720_000, settle: 120_000 });
  assert.equal(duration(windows(300_000).short), '75s');
  assert.equal(duration(windows(2_000).short), '500ms');
  assert.equal(duration(windows(3_600_000).scrape), '30s');
});

test('duration_isReadInEachUnitAndRefusedOtherwise', () => {
  assert.deepEqual(['500ms', '10s', '2m', '1h'].map(milliseconds), [500, 10_000, 120_000, 3_600_000]);
  for (const text of ['', '0s', '10', '1.5s', '10s ', '-1s']) assert.throws(() => milliseconds(text), /is no duration/);
});

test('unknownPlaceholder_isRefused', () => {
  const values = placeholders(10_000, { runbook: 'https://r', dashboard: 'https://d' });
  assert.equal(fill('rate(x[__SHORT__]) __RUNBOOK__', values), 'rate(x[3s]) https://r');
  assert.throws(() => fill('__LONG__', values), /__LONG__ is no placeholder/);
});
