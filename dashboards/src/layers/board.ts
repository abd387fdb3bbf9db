import type { Board } from '../parts/board.js';
import { answers } from './answers.js';
import { background } from './background.js';
import { time } from './time.js';
import { waterfall } from './waterfall.js';

/** How many requests each layer absorbs, from the probes between every two layers. */
export const layers = (): Board => ({
  uid: 'corral-layers',
  title: 'Corral / Layers',
  description: 'The waterfall of requests through the layers: what each layer absorbs, how long it needs, and what is loaded without a caller.',
  rows: [
    { title: 'Waterfall', panels: waterfall() },
    { title: 'Answers', panels: answers() },
    { title: 'Time', panels: time() },
    { title: 'Loads without a caller', panels: background() },
  ],
});
