import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './panels.js';
import { NAMESPACE } from './queries.js';

/** The time for which a change stays marked. */
const MARK = '10s';

interface Mark {
  name: string;
  color: string;
  expr: string;
  title: string;
  text: string;
}

/** Builds a mark with the fields that only the Prometheus data source reads. */
const annotation = ({ name, color, expr, title, text }: Mark) => ({
  build: (): dashboard.AnnotationQuery =>
    Object.assign(
      new dashboard.AnnotationQueryBuilder().name(name).datasource(DATA_SOURCE).enable(true).hide(false).iconColor(color).expr(expr).build(),
      { titleFormat: title, textFormat: text, step: '1s' },
    ),
});

const started = `corral_build_info{${NAMESPACE}}`;
const revision = `max by (namespace) (corral_switch_revision{${NAMESPACE}})`;
const revisionBefore = `max by (namespace) (corral_switch_revision{${NAMESPACE}} offset ${MARK})`;

/** The events that explain a change in every panel. */
export const annotations = () => [
  annotation({
    name: 'Rollouts',
    color: 'blue',
    expr: `${started} unless ${started} offset ${MARK}`,
    title: 'Node {{instance}} started',
    text: 'version {{version}}',
  }),
  annotation({
    name: 'Changed stacks',
    color: 'purple',
    expr: `${revision} != ${revisionBefore}`,
    title: 'Run-time switches changed',
    text: 'Who changed what: ./corral ctl status',
  }),
  annotation({
    name: 'Load tests',
    color: 'yellow',
    expr: `count by (namespace) (corral_load_requests_total{${NAMESPACE}})`,
    title: 'Load test',
    text: 'a load generator sends requests',
  }),
];
