package dev.corral.lab.drill;

/** Reasons why other alerts than a herd's own may fire. */
final class Followers {

    static final String BURST = "a herd is a burst of misses";
    static final String LOCKS = "each key is loaded by one node while the others wait";
    static final String QUEUE = "all caches wait for the same origin";
    static final String STALE = "stale entries are served in place of loads";
    static final String TOGETHER = "the keys that expired meanwhile are loaded together";
    static final String STOPPED = "a stopped node loses its connections";

    private Followers() {}
}
