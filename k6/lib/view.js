import { Stack } from './stack.js';

/**
 * Returns what the origin observed of a run, part by part.
 * @param {import('./types').Part[]} parts
 * @param {import('./types').Description[]} descriptions the descriptions of the parts' caches
 * @param {import('./ledger.js').Ledger} ledger
 * @param {number} beganMicros
 * @param {number} replicas
 * @returns {import('./types').View}
 */
export function view(parts, descriptions, ledger, beganMicros, replicas) {
  const seen = parts.map((part, at) => {
    const fromMicros = beganMicros + part.atMs * 1_000;
    const own = ledger.where(({ cache, key }) => cache === part.cache && !key.startsWith('presence-'));
    return { ...part, stack: new Stack(descriptions[at]), ledger: own.within(fromMicros, fromMicros + part.forMs * 1_000) };
  });
  return { replicas, nodes: ledger.nodes(), parts: seen };
}
