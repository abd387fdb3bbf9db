import type { Board, Panel } from './board';

/** A row of a board and its panels. */
export interface Row {
  title: string;
  panels: Panel[];
}

const COLUMNS = 24;
const CELL = 30;
const GAP = 8;

/** Returns the rows of a board, or the one with the title. */
export function rowsOf(board: Board, title?: string): Row[] {
  const rows: Row[] = [];
  for (const panel of board.panels) {
    if (panel.type === 'row') rows.push({ title: panel.title, panels: [] });
    else rows.at(-1)?.panels.push(panel);
  }
  return title === undefined ? rows : rows.filter((row) => row.title === title);
}

/** Where a panel is in its row, in pixels. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Returns the place of a panel in Grafana's grid of 24 columns. */
export function place({ gridPos }: Panel, row: Row, width: number): Place {
  const first = Math.min(...row.panels.map((each) => each.gridPos.y));
  const column = (width + GAP) / COLUMNS;
  return {
    left: gridPos.x * column,
    top: (gridPos.y - first) * (CELL + GAP),
    width: gridPos.w * column - GAP,
    height: gridPos.h * (CELL + GAP) - GAP,
  };
}

/** Returns the height of a row's panels in pixels. */
export const heightOf = (row: Row, width: number): number =>
  Math.max(
    0,
    ...row.panels.map((panel) => {
      const { top, height } = place(panel, row, width);
      return top + height;
    }),
  );
