import type { Board } from '../parts/board.js';
import { latencyAndErrors } from './errors.js';
import { nodes } from './nodes.js';
import { objectives } from './objectives.js';
import { originOfFleet } from './origin.js';
import { redisOfFleet } from './redis.js';
import { saturation } from './saturation.js';
import { traffic } from './traffic.js';

/** The four golden signals per node, its dependencies, and the objectives. */
export const fleet = (): Board => ({
  uid: 'corral-fleet',
  title: 'Corral / Fleet',
  description: 'Traffic, errors, latency and saturation of each node, Redis, the origin, and the service level objectives.',
  rows: [
    { title: 'Objectives', panels: objectives() },
    { title: 'Nodes', panels: nodes() },
    { title: 'Traffic', panels: traffic() },
    { title: 'Errors and latency', panels: latencyAndErrors() },
    { title: 'Saturation', panels: saturation() },
    { title: 'Redis', panels: redisOfFleet() },
    { title: 'Origin', panels: originOfFleet() },
  ],
});
