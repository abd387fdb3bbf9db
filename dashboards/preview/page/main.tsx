import { createTheme, dateTime } from '@grafana/data';
import { GlobalStyles, PortalContainer, ThemeContext } from '@grafana/ui';
import 'uplot/dist/uPlot.min.css';
import { createRoot } from 'react-dom/client';
import type { Board } from './board';
import { BoardView } from './BoardView';
import { PageContext } from './context';
import { shown as read } from './interpolate';
import { marksOf } from './prometheus';

const shown = read(new URLSearchParams(location.search), Date.now() / 1_000);
const theme = createTheme({ colors: { mode: shown.theme } });
const from = dateTime(shown.start * 1_000);
const to = dateTime(shown.end * 1_000);
const range = { from, to, raw: { from, to } };

async function load(): Promise<Board> {
  const response = await fetch(`/boards/${shown.board}.json`);
  if (!response.ok) throw new Error(`${shown.board} is not a board`);
  return response.json();
}

const root = createRoot(document.getElementById('root')!);
load()
  .then(async (board) => {
    const marks = await Promise.all((board.annotations.list ?? []).map((each) => marksOf(each, shown).catch(() => ({ color: '', regions: [] }))));
    root.render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        <PageContext.Provider value={{ shown, theme, range, marks }}>
          <BoardView board={board} />
        </PageContext.Provider>
        <PortalContainer />
      </ThemeContext.Provider>,
    );
  })
  .catch((failed: Error) => {
    root.render(<p data-error={failed.message}>{failed.message}</p>);
    document.body.dataset.drawn = 'failed';
  });
