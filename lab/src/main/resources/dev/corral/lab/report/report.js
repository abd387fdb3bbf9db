// Draws every canvas of the page, and draws it again when the colours change.
const kinds = { bars, queries, latency, scopes, scaling };
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

/** ?only=overview,rung-lock&width=390 shows only these parts of the page at that width, for a screenshot of them. */
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
