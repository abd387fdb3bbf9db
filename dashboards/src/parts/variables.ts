import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './panels.js';
import { NAMESPACE } from './queries.js';
import { RUNBOOK } from './text.js';

const ALL = { text: 'All', value: '$__all', selected: true };

const query = (name: string, label: string, of: string) =>
  new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(DATA_SOURCE)
    .query(of)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc);

const several = (name: string, label: string, of: string) =>
  query(name, label, of).multi(true).includeAll(true).allValue('.+').current(ALL);

const hidden = (variable: dashboard.ConstantVariableBuilder) => ({
  build: (): dashboard.VariableModel => ({ ...variable.build(), hide: dashboard.VariableHide.HideVariable }),
});

/** The variables of every board, in the order in which each depends on those before it. */
export const variables = () => [
  new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
  query('namespace', 'Namespace', 'label_values(corral_build_info, namespace)'),
  several('cache', 'Cache', `label_values(cache_request_duration_seconds_count{${NAMESPACE}}, cache)`),
  several('node', 'Node', `label_values(corral_build_info{${NAMESPACE}}, instance)`),
  hidden(new dashboard.ConstantVariableBuilder('runbook').value(RUNBOOK)),
];
