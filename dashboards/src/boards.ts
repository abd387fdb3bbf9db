import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { fleet } from './fleet/board.js';
import { layers } from './layers/board.js';
import { build } from './parts/board.js';
import { stampede } from './stampede/board.js';

/** The boards by the name of their file. Each call builds them anew, because builders hold state. */
export const boards = (): Record<string, Dashboard> => ({
  stampede: build(stampede()),
  fleet: build(fleet()),
  layers: build(layers()),
});
