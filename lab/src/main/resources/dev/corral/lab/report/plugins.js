// Plugins for what Chart.js does not draw itself.
/** Draws lines at the hot key's boundaries. */
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

/** Draws each bar's number at its end, and the ideal as a line. */
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
