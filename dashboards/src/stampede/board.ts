import type { Board } from '../parts/board.js';
import { coldStart } from './cold-start.js';
import { hotKeyOfFleet } from './hot-key-fleet.js';
import { hotKeyOfProcess } from './hot-key-process.js';
import { massExpiry } from './mass-expiry.js';
import { metastable } from './metastable.js';
import { missingKeys } from './missing-keys.js';
import { origin } from './origin.js';
import { periodFinder } from './period-finder.js';
import { redis } from './redis.js';
import { verdict } from './verdict.js';
import { wait } from './wait.js';

/** The on-call board: the verdict, then one row for each herd, from one process to the whole fleet and its dependencies. */
export const stampede = (): Board => ({
  uid: 'corral-stampede',
  title: 'Corral / Stampede',
  description: 'Which herd is it? The top row is the verdict; each row below it shows one herd. Start with section 1 of the runbook.',
  rows: [
    { title: 'Verdict', panels: verdict() },
    { title: 'Hot key, per process', panels: hotKeyOfProcess() },
    { title: 'Hot key, per fleet', panels: hotKeyOfFleet() },
    { title: 'The wait', panels: wait() },
    { title: 'Mass expiry', panels: massExpiry() },
    { title: 'Missing keys', panels: missingKeys() },
    { title: 'Cold start', panels: coldStart() },
    { title: 'Slow or dead origin', panels: origin() },
    { title: 'Slow or dead Redis', panels: redis() },
    { title: 'Metastable', panels: metastable() },
    { title: 'Period finder', panels: periodFinder() },
  ],
});
