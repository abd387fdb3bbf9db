import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

const ROOT = new URL('../../../../', import.meta.url);

const path = (file: string): string => fileURLToPath(new URL(file, ROOT));

export const NAMES = ['stampede', 'fleet', 'layers'] as const;

export const read = (file: string): string => readFileSync(path(file), 'utf8');

export const list = (folder: string): string[] => readdirSync(path(folder));

/** A board as it is committed. */
export const board = (name: string): Dashboard => JSON.parse(read(`dashboards/${name}.json`));

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';

/** The panels of a board by the title of their row. */
export function rowsOf(dashboard: Dashboard): Map<string, Panel[]> {
  const rows = new Map<string, Panel[]>();
  let current: Panel[] = [];
  for (const panel of dashboard.panels ?? []) {
    if (isRow(panel)) {
      current = [];
      rows.set(panel.title ?? '', current);
    } else {
      current.push(panel);
    }
  }
  return rows;
}

/** Every panel of every board, with a name for messages. */
export const allPanels = (): { name: string; panel: Panel }[] =>
  NAMES.flatMap((name) =>
    [...rowsOf(board(name))].flatMap(([row, panels]) => panels.map((panel) => ({ name: `${name}: ${row}: ${panel.title}`, panel }))),
  );

export const expressions = (panel: Panel): string[] => (panel.targets ?? []).map((target) => (target as { expr?: string }).expr ?? '');
