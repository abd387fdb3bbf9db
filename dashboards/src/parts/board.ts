import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { annotations } from './annotations.js';
import type { Panel } from './panels.js';
import { variables } from './variables.js';

/** A row and its panels. */
export interface Row {
  title: string;
  panels: Panel[];
}

/** A board: one JSON file. */
export interface Board {
  uid: string;
  title: string;
  description: string;
  rows: Row[];
}

const TAG = 'corral';

const links = () => [
  new dashboard.DashboardLinkBuilder('Boards').type(dashboard.DashboardLinkType.Dashboards).tags([TAG]).includeVars(true).keepTime(true),
  new dashboard.DashboardLinkBuilder('Runbook')
    .type(dashboard.DashboardLinkType.Link)
    .icon('doc')
    .tooltip('What to do at an alert')
    .url('${runbook}/runbook.md')
    .targetBlank(true),
];

/** Returns the dashboard of a board. Panels are numbered in their order. */
export function build({ uid, title, description, rows }: Board): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-15m', to: 'now' })
    .refresh('5s')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .variables(variables())
    .annotations(annotations())
    .links(links());
  for (const row of rows) {
    builder.withRow(new dashboard.RowBuilder(row.title));
    row.panels.forEach((panel) => builder.withPanel(panel));
  }
  const built = builder.build();
  built.panels?.forEach((panel, at) => (panel.id = at + 1));
  return built;
}
