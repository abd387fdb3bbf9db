package dev.corral.guard.cache;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Loader;

/**
 * One chain of a cache. A cache replaces it as a whole.
 *
 * @param read the whole chain, for a request that the cache answers; what is not stored is loaded by {@code load} of the
 *     chain that is current then
 * @param load the part of the chain that loads
 * @param bypass for a request whose answer is neither stored nor shared
 */
record Chain(CacheConfig config, Loader read, Loader load, Loader bypass, RunningLoads running, Predecessors before) {}
