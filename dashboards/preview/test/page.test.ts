import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clocks, ticks } from '../page/axis';
import { interpolate, shown, step } from '../page/interpolate';
import { heightOf, place, rowsOf } from '../page/layout';
import { nameOf, regions, seriesOf, withGaps } from '../page/samples';
import { gaps, spans } from '../page/spans';

const NOW = 1_800_000_000;
const of = (query: string) => shown(new URLSearchParams(query), NOW);

test('addressWithoutSettings_showsTheLastQuarterOfAnHour', () => {
  const page = of('');
  assert.equal(page.board, 'stampede');
  assert.equal(page.theme, 'dark');
  assert.equal(page.end - page.start, 900);
  assert.equal(page.end, NOW);
});

test('addressWithBadSettings_showsTheDefaults', () => {
  const page = of('board=../x&minutes=-1&end=never&theme=blue');
  assert.equal(page.board, 'stampede');
  assert.equal(page.theme, 'dark');
  assert.equal(page.end - page.start, 900);
});

test('variables_areReplacedByTheSelectedValuesOrByAll', () => {
  assert.equal(interpolate('a{cache=~"$cache"}', of('')), 'a{cache=~".+"}');
  assert.equal(interpolate('a{cache=~"$cache", instance=~"${node}"}', of('cache=naive,lock&node=n.1')), 'a{cache=~"naive|lock", instance=~"n\\\\.1"}');
});

test('step_growsWithTheTimeRangeAndIsAtLeastASecond', () => {
  assert.equal(step(of('minutes=1')), 1);
  assert.equal(step(of('minutes=100')), 6);
  assert.equal(interpolate('a[$__interval:1s]', of('minutes=100')), 'a[6s:1s]');
  assert.equal(interpolate('a[$__rate_interval]', of('minutes=15&scrape=5')), 'a[20s]');
});

test('series_areReadFromRangesAndInstants', () => {
  const metric = { cache: 'naive' };
  const range = seriesOf({ status: 'success', data: { resultType: 'matrix', result: [{ metric, values: [[1, '2'], [2, '+Inf']] }] } });
  const instant = seriesOf({ status: 'success', data: { resultType: 'vector', result: [{ metric, value: [3, '4'] }] } });
  assert.deepEqual(range[0].values, [2, Infinity]);
  assert.deepEqual(range[0].times, [1_000, 2_000]);
  assert.deepEqual(instant[0].values, [4]);
  assert.throws(() => seriesOf({ status: 'error', error: 'bad query' }), /bad query/);
});

test('legend_hasTheValuesOfItsLabels', () => {
  assert.equal(nameOf({ cache: 'naive', lag: '10s' }, '{{cache}}: {{ lag }}'), 'naive: 10s');
  assert.equal(nameOf({ __name__: 'up', job: 'a' }, undefined), 'up{job="a"}');
});

test('samplesWithAGap_areSeparatedByNull', () => {
  const series = { labels: {}, times: [0, 1_000, 5_000], values: [1, NaN, 3] };
  assert.deepEqual(withGaps(series, 1_000), { times: [0, 1_000, 2_000, 5_000], values: [1, null, null, 3] });
});

test('samplesThatFollowEachOther_areOneRegion', () => {
  const series = { labels: {}, times: [0, 1_000, 2_000, 9_000], values: [1, 1, 1, 1] };
  assert.deepEqual(regions(series, 1_000), [
    { from: 0, to: 2_000 },
    { from: 9_000, to: 9_000 },
  ]);
});

test('rowsOfABoard_haveTheirPanelsAndPlaces', () => {
  const panel = (id: number, x: number, y: number) => ({
    id,
    type: 'stat',
    title: `${id}`,
    gridPos: { x, y, w: 12, h: 8 },
  });
  const row = (title: string) => ({ id: 0, type: 'row', title, gridPos: { x: 0, y: 0, w: 24, h: 1 } });
  const board = { uid: '', title: '', annotations: {}, panels: [row('a'), panel(1, 0, 1), row('b'), panel(2, 0, 10), panel(3, 12, 10)] };
  assert.deepEqual(
    rowsOf(board).map((each) => [each.title, each.panels.length]),
    [
      ['a', 1],
      ['b', 2],
    ],
  );
  const [second] = rowsOf(board, 'b');
  assert.deepEqual(place(second.panels[1], second, 1_240), { left: 624, top: 0, width: 616, height: 296 });
  assert.equal(heightOf(second, 1_240), 296);
});

test('timeAxis_hasAtLeastThreeLabelsThatDoNotTouch', () => {
  const start = NOW * 1_000;
  for (const minutes of [1, 2, 4, 5, 6, 8, 10, 12, 15, 20, 29, 30, 33, 45, 60, 90, 120, 180, 360, 720]) {
    for (let width = 257; width <= 1_240; width += 41) {
      for (let offset = 0; offset < 600; offset += 37) {
        const from = start + offset * 1_000;
        const to = from + minutes * 60_000;
        const times = ticks(from, to, width);
        const name = `${minutes} minutes, ${width} pixels, ${offset} s`;
        assert.ok(times.length >= 3, name);
        const pixels = ((times[1] - times[0]) / (to - from)) * width;
        assert.ok(pixels >= 7 * clocks(times)[0].length, name);
      }
    }
  }
});

test('labelsOfWholeMinutes_haveNoSeconds', () => {
  assert.deepEqual(clocks([0, 60_000]), ['00:00', '00:01']);
  assert.deepEqual(clocks([0, 30_000]), ['00:00:00', '00:00:30']);
});

test('stateAfterAMissedStep_isASpanOfItsOwnAfterAGap', () => {
  const found = spans([0, 1_000, 2_000, 3_000, 4_000], [1, 1, null, 1, 0], 1_000);
  assert.deepEqual(found, [
    { from: 0, to: 2_000, value: 1 },
    { from: 3_000, to: 4_000, value: 1 },
    { from: 4_000, to: 5_000, value: 0 },
  ]);
  assert.deepEqual(gaps(found, 1_000, 5_500), [{ from: 2_000, to: 3_000 }]);
  assert.deepEqual(gaps(found, 1_000, 9_000).at(-1), { from: 5_000, to: 9_000 });
  assert.deepEqual(gaps([], 1_000, 9_000), []);
});
