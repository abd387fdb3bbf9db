package dev.corral.guard.cache;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Loader;

/**
 * One chain of a cache. A cache replaces it as a whole.
 *
 * @param read the whole chain, for requests that do not bypass the cache; a miss is loaded by {@code load} of the chain
 *     that is current at that time
 * @param load the part of the chain that loads
 * @param bypass the chain for requests whose answers are neither stored nor shared
 */
record Chain(CacheConfig config, Loader read, Loader load, Loader bypass, RunningLoads running, ReplacedLoads before) {}
