import { type Panel, type State, states } from './panels.js';
import { CACHE_ON_NODE } from './queries.js';
import type { Text } from './text.js';

const BREAKER: State[] = [
  { value: 0, text: 'closed', color: 'green' },
  { value: 1, text: 'half-open', color: 'orange' },
  { value: 2, text: 'open', color: 'red' },
];

const state = (guards: string, name: string) =>
  `max by (instance, cache) (corral_breaker_state{${CACHE_ON_NODE}, guards="${guards}", state="${name}"})`;

/** The circuit breakers of one dependency: closed, half-open or open on each node. */
export const breakers = (guards: 'origin' | 'store', spec: Text & { title: string; width: number }): Panel =>
  states({
    ...spec,
    states: BREAKER,
    queries: [{ expr: `2 * ${state(guards, 'open')} + ${state(guards, 'half_open')}`, legend: '{{cache}} on {{instance}}' }],
    noValue: 'no cache has this breaker',
  });
