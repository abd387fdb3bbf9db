'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const color = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const plain = value => value >= 20 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(1);
  const AXIS = 48;

  /** Lines at the hot key's boundaries. */
  const boundaries = {
    id: 'boundaries',
    beforeDatasetsDraw(chart, args, options) {
      const { ctx, chartArea: area, scales } = chart;
      ctx.save();
      ctx.strokeStyle = color('grey');
      ctx.setLineDash([1, 3]);
      for (const millis of options.millis ?? []) {
        const x = scales.x.getPixelForValue(millis / 1000);
        if (x < area.left || x > area.right) continue;
        ctx.beginPath();
        ctx.moveTo(x, area.top);
        ctx.lineTo(x, area.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
  };

  /** Each bar's number at its end, and the ideal as a line. */
  const numbers = {
    id: 'numbers',
    afterDatasetsDraw(chart, args, { bars }) {
      if (!bars) return;
      const { ctx, chartArea: area, scales } = chart;
      ctx.save();
      ctx.font = `12px ${Chart.defaults.font.family}`;
      ctx.textBaseline = 'middle';
      if (bars.ideal !== null) {
        const x = scales.x.getPixelForValue(bars.ideal);
        ctx.strokeStyle = color('ink');
        ctx.setLineDash([4, 3]);
        ctx.beginPath();
        ctx.moveTo(x, area.top - 4);
        ctx.lineTo(x, area.bottom);
        ctx.stroke();
        ctx.fillStyle = color('soft');
        ctx.textAlign = 'left';
        ctx.fillText(`ideal ${plain(bars.ideal)}`, x, area.top - 11);
      }
      bars.values.forEach((value, row) => {
        const y = scales.y.getPixelForValue(row);
        const cut = value > bars.max;
        const text = value === null ? 'no boundaries' : plain(value) + (cut ? ' ▸' : '');
        const x = scales.x.getPixelForValue(Math.min(value ?? 0, bars.max));
        ctx.textAlign = cut ? 'right' : 'left';
        const from = cut ? x - 6 : x + 6;
        if (!cut && value !== null) {
          ctx.fillStyle = color('paper');
          ctx.fillRect(from - 3, y - 8, ctx.measureText(text).width + 6, 16);
        }
        ctx.fillStyle = color(value === null ? 'soft' : 'ink');
        ctx.fillText(text, from, y);
      });
      ctx.restore();
    },
  };

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
          y: axis({ stacked: true, min: 0, max: queriesMax * 1.05, afterFit: fixed, ticks: { color: color('soft'), maxTicksLimit: 6, callback: value => Number.isInteger(value) ? value.toLocaleString('en') : '' } }),
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

  const kinds = { bars, queries, latency, scopes };
  let drawn = [];

  function draw() {
    drawn.forEach(chart => chart.destroy());
    drawn = [];
    for (const canvas of document.querySelectorAll('canvas')) {
      const kind = Object.keys(kinds).find(each => each in canvas.dataset);
      if (kind === 'bars') canvas.parentNode.style.height = `${data.bars[0].labels.length * 1.75 + 1.75}rem`;
      if (canvas.parentNode.offsetParent === null) continue;
      const config = kinds[kind](canvas.dataset[kind]);
      drawn.push(new Chart(canvas, { ...config, plugins: [boundaries, numbers] }));
    }
  }

  /** ?only=overview,rung-lock&width=390 shows these parts alone, as wide as that, for a picture of them. */
  function showOnly() {
    const asked = new URLSearchParams(location.search);
    const only = asked.get('only');
    if (asked.has('width')) document.body.style.width = `${parseInt(asked.get('width'), 10)}px`;
    if (!only) return;
    root.dataset.only = only;
    only.split(',').forEach(id => document.getElementById(id)?.classList.add('only'));
  }

  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.display = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  showOnly();
  draw();
  root.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  addEventListener('beforeprint', () => { root.dataset.print = ''; draw(); });
  addEventListener('afterprint', () => { delete root.dataset.print; draw(); });
})();
