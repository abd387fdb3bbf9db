import { bars, lines, type Panel } from '../parts/panels.js';
import { CACHE_ON_NODE, rate } from '../parts/queries.js';
import { neutral, noLimit } from '../parts/thresholds.js';

/** The layers in the order of the chain, and the origin behind them. */
export const CHAIN = [
  'deadline',
  'near',
  'lookup',
  'single-flight',
  'look-again',
  'lock',
  'fill',
  'breaker',
  'gate',
  'timeout',
  'origin',
];

const foreground = `${CACHE_ON_NODE}, purpose="foreground"`;

export const waterfall = (): Panel[] => [
  bars({
    title: 'Requests that reach each layer',
    shows:
      'Requests of callers that reach each layer of the chain, outermost first. The difference between two bars is what the layer between them absorbed. ' +
      'The metrics know the layers of a cache by its stack: a layer that no selected cache has is not there.',
    healthy: 'a short bar for the origin.',
    todo: 'compare the bars with the panel "Stacks in use" of the board "Stampede": the layer after the last long bar is the first that works.',
    heading: 'ladder',
    unit: 'reqps',
    width: 12,
    height: 12,
    thresholds: neutral,
    queries: CHAIN.map((layer) => ({
      expr: rate('layer', 'cache_layer_requests_total', `${foreground}, layer="${layer}"`),
      legend: layer,
      instant: true,
    })),
    noValue: 'no requests',
  }),
  lines({
    title: 'Requests that reach each layer, over time',
    shows: 'The same over time. Lines that are equal belong to layers that absorb nothing at this time.',
    healthy: 'the line of the origin is far below that of deadline.',
    todo: 'two lines that meet during an incident: the layer between them has stopped to absorb.',
    heading: 'ladder',
    unit: 'reqps',
    width: 12,
    height: 12,
    thresholds: noLimit,
    queries: [{ expr: rate('layer', 'cache_layer_requests_total', foreground), legend: '{{layer}}' }],
    noValue: 'no requests',
  }),
];
