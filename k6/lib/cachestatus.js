/**
 * The meaning of a node's Cache-Status (RFC 9211) for a read.
 * @typedef {{ node: string, kind: 'near' | 'fresh' | 'stale' | 'waited' | 'bypass' | 'unknown', ttl: number }} CacheStatus
 */

/**
 * Parses the last member of the header, which is the node's own. The members in front of it were added by caches
 * between the node and the origin.
 * @param {string | undefined} header
 * @returns {CacheStatus}
 */
export function cacheStatus(header) {
  const [node, ...words] = (header ?? '')
    .split(',')
    .at(-1)
    ?.split(';')
    .map((word) => word.trim()) ?? [''];
  const ttl = Number(words.find((word) => word.startsWith('ttl='))?.slice(4) ?? NaN);
  return { node, kind: kind(words, ttl), ttl };
}

/**
 * @param {string[]} words
 * @param {number} ttl
 * @returns {CacheStatus['kind']}
 */
function kind(words, ttl) {
  if (words.includes('hit')) {
    return ttl < 0 ? 'stale' : words.includes('detail=near') ? 'near' : 'fresh';
  }
  if (words.includes('fwd=bypass')) {
    return 'bypass';
  }
  return words.some((word) => word.startsWith('fwd=')) ? 'waited' : 'unknown';
}
