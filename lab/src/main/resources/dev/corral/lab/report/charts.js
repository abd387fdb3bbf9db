// One function for each kind of chart, which converts the numbers to the configuration of Chart.js.
const grid = () => ({ color: color('line'), tickColor: 'transparent' });
const axis = extra => ({ border: { display: false }, grid: grid(), ticks: { color: color('soft'), maxRotation: 0 }, ...extra });
const seconds = (max, named) => axis({
  type: 'linear', min: 0, max, grid: { display: false },
  ticks: { color: color('soft'), maxTicksLimit: 10, maxRotation: 0, includeBounds: false },
  title: { display: named, text: 'seconds', color: color('soft') },
});
const fixed = scale => { scale.width = AXIS; };
const tooltip = { callbacks: { title: items => `${items[0].parsed.x.toFixed(1)} s` } };

function bars(id) {
  const of = data.bars.find(each => each.id === id);
  const fills = of.labels.map(label => color(label === 'none' ? 'grey' : 'bar'));
  return {
    type: 'bar',
    data: { labels: of.labels, datasets: [{ data: of.values, backgroundColor: fills, barPercentage: .82, categoryPercentage: .9 }] },
    options: {
      indexAxis: 'y', layout: { padding: { top: 20, right: 4 } }, events: [],
      scales: {
        x: axis({ min: 0, max: of.max, display: false }),
        y: axis({ grid: { display: false }, ticks: { color: color('ink'), autoSkip: false, font: { size: 13 } }, afterFit: scale => { scale.width = 92; } }),
      },
      plugins: { numbers: { bars: of } },
    },
  };
}

const points = (values, bin, at) => values.map((y, each) => ({ x: (each + at) * bin / 1000, y }));

function queries(rung) {
  const { timeline: of, queriesMax, seconds: length } = data.times[rung];
  const set = (label, name) => ({
    label, data: points(of[name], of.binMillis, .5), backgroundColor: color(name),
    barThickness: 'flex', barPercentage: 1.02, categoryPercentage: 1, stack: 'all',
  });
  return {
    type: 'bar',
    data: { datasets: [set('hot key', 'hot'), set('product keys', 'product'), set('absent ids', 'absent')] },
    options: {
      interaction: { mode: 'x', intersect: false },
      scales: {
        x: { ...seconds(length, false), stacked: true, offset: false },
        y: axis({ stacked: true, min: 0, max: queriesMax * 1.05, afterFit: fixed, ticks: { color: color('soft'), maxTicksLimit: 6, includeBounds: false, callback: value => Number.isInteger(value) ? value.toLocaleString('en') : '' } }),
      },
      plugins: { boundaries: { millis: of.boundaryMillis }, tooltip },
    },
  };
}

function latency(rung) {
  const { timeline: of, latencyMax, seconds: length } = data.times[rung];
  const line = (name, look) => ({ label: name, data: points(of[name], of.binMillis, .5), pointRadius: 0, ...look });
  const top = 10 ** Math.ceil(Math.log10(Math.max(10, latencyMax)));
  return {
    type: 'line',
    data: { datasets: [
      line('p99', { borderColor: color('ink'), borderWidth: 1.5 }),
      line('p50', { borderColor: color('soft'), borderWidth: 1.5, borderDash: [4, 3] }),
    ] },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: seconds(length, true),
        y: axis({
          type: 'logarithmic', min: .1, max: top, afterFit: fixed,
          afterBuildTicks: scale => { scale.ticks = scale.ticks.filter(tick => Number.isInteger(Math.round(Math.log10(tick.value) * 1e6) / 1e6)); },
          ticks: { color: color('soft'), callback: value => value.toLocaleString('en') },
        }),
      },
      plugins: { boundaries: { millis: of.boundaryMillis }, tooltip },
    },
  };
}

function scopes() {
  const { nodes, series } = data.scopes;
  const looks = [
    { borderColor: color('hot'), backgroundColor: color('hot'), pointStyle: 'circle', pointRadius: 5 },
    { borderColor: color('product'), backgroundColor: 'transparent', pointStyle: 'rect', pointRadius: 9, pointBorderWidth: 2 },
    { borderColor: color('ink'), backgroundColor: color('ink'), pointStyle: 'triangle', pointRadius: 4, borderDash: [4, 4] },
  ];
  const set = (each, at) => ({
    label: each.rung, data: nodes.map((x, of) => ({ x, y: each.medians[of] })), borderWidth: 2, clip: false, ...looks[at % looks.length],
  });
  const top = Math.max(...nodes, ...series.flatMap(each => each.medians)) + .5;
  return {
    type: 'line',
    data: { datasets: series.map(set) },
    options: {
      layout: { padding: { right: 12 } },
      scales: {
        x: axis({ type: 'linear', min: 0, max: Math.max(...nodes) + .5, grid: { display: false }, title: { display: true, text: 'nodes in the fleet', color: color('soft') }, afterBuildTicks: scale => { scale.ticks = nodes.map(value => ({ value })); } }),
        y: axis({ min: 0, max: top, afterBuildTicks: scale => { scale.ticks = scale.ticks.filter(tick => Number.isInteger(tick.value)); }, ticks: { color: color('soft'), stepSize: 1 }, title: { display: true, text: 'queries per boundary', color: color('soft') } }),
      },
      plugins: { legend: { display: true, position: 'top', align: 'start', labels: { usePointStyle: true, boxHeight: 9, color: color('ink'), font: { size: 13 }, padding: 18 } } },
    },
  };
}

function scaling(which) {
  const { nodes, commands } = data.scaling;
  const share = which === 'share';
  const series = share ? commands.map(each => ({ ...each, values: each.values.map((value, at) => value / nodes[at]) })) : data.scaling[which];
  const marks = {
    'single-flight': { borderColor: color('hot'), backgroundColor: color('hot'), pointStyle: 'circle', pointRadius: 3.5 },
    'lock': { borderColor: color('product'), backgroundColor: 'transparent', pointStyle: 'rect', pointRadius: 10, pointBorderWidth: 2 },
    'swr': { borderColor: color('ink'), backgroundColor: color('ink'), pointStyle: 'triangle', pointRadius: 4 },
    'swr, uneven loads': { borderColor: color('near'), backgroundColor: 'transparent', pointStyle: 'circle', pointRadius: 7.5, pointBorderWidth: 2 },
    '2N + 3': { borderColor: color('soft'), pointRadius: 0, borderDash: [5, 4], borderWidth: 1.5 },
  };
  const scale = (text, extra) => axis({
    type: 'logarithmic', min: 1, ...extra, title: { display: Boolean(text), text, color: color('soft') },
    afterBuildTicks: of => { of.ticks = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].filter(value => value <= of.max).map(value => ({ value })); },
    ticks: { color: color('soft'), maxRotation: 0, autoSkip: false, callback: value => value >= 1e6 ? `${value / 1e6}M` : value >= 1e3 ? `${value / 1e3}k` : value },
  });
  return {
    type: 'line',
    data: { datasets: series.map(each => ({ label: each.name, data: nodes.map((x, at) => ({ x, y: each.values[at] })), borderWidth: 2, clip: false, ...marks[each.name] })) },
    options: { layout: { padding: { top: 12, right: 14 } }, scales: { x: scale('nodes in the fleet', { max: Math.max(...nodes) }), y: share ? axis({ min: 0, max: 5, ticks: { color: color('soft'), stepSize: 1 }, afterFit: fixed }) : scale('', { max: 1e6, afterFit: fixed }) } },
  };
}
