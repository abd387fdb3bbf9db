import { useCallback, useEffect, useRef } from 'react';
import type { Board } from './board';
import { usePage } from './context';
import { heightOf, place, rowsOf } from './layout';
import { PanelView } from './PanelView';

const LABEL = 'drawn with @grafana/ui, not by a Grafana server';
const MARGIN = 16;
/** The last chart draws in the frame after its data. */
const SETTLE_MS = 400;

const all = (values: string[]): string => (values.length === 0 ? 'All' : values.join(', '));
const clock = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 19);

/** A board, or one row of it. The body has the attribute `data-drawn` when all panels are drawn. */
export function BoardView({ board }: { board: Board }) {
  const { shown, theme } = usePage();
  const width = document.documentElement.clientWidth - 2 * MARGIN;
  const rows = rowsOf(board, shown.row);
  const expected = rows.reduce((sum, row) => sum + row.panels.length, 0);
  const drawn = useRef(0);
  const done = useCallback(() => {
    drawn.current++;
    if (drawn.current === expected) {
      void document.fonts.ready.then(() => setTimeout(() => (document.body.dataset.drawn = 'all'), SETTLE_MS));
    }
  }, [expected]);
  useEffect(() => {
    if (expected === 0) document.body.dataset.drawn = 'nothing';
  }, [expected]);
  return (
    <main style={{ padding: MARGIN, background: theme.colors.background.canvas, color: theme.colors.text.primary, minHeight: '100vh' }}>
      <header style={{ display: 'flex', gap: 16, alignItems: 'baseline', marginBottom: 8 }}>
        <strong style={{ fontSize: 18 }}>{board.title}</strong>
        <span>Namespace: {all(shown.namespace)}</span>
        <span>Cache: {all(shown.cache)}</span>
        <span>Node: {all(shown.node)}</span>
        <span>
          {clock(shown.start)} to {clock(shown.end)} UTC
        </span>
        <span style={{ marginLeft: 'auto', color: theme.colors.text.secondary }}>{LABEL}</span>
      </header>
      {rows.map((row) => (
        <section key={row.title}>
          <h4 style={{ margin: '12px 0 6px' }}>{row.title}</h4>
          <div style={{ position: 'relative', height: heightOf(row, width) }}>
            {row.panels.map((panel) => (
              <PanelView key={panel.id} panel={panel} place={place(panel, row, width)} done={done} />
            ))}
          </div>
        </section>
      ))}
      {rows.length === 0 && <p data-error={`no row has the title ${shown.row}`}>No row has the title {shown.row}.</p>}
    </main>
  );
}
