package dev.corral.lab.report.page;

import java.util.Map;

/**
 * The purpose of a rung, for readers who do not know the technique.
 *
 * @param herd the herd that the rung bounds
 * @param adds what the rung adds to the previous one
 */
record RungStory(String herd, String adds) {

    private static final RungStory UNTOLD = new RungStory("see docs/layers.md", "");

    private static final Map<String, RungStory> STORIES = Map.of(
            "none",
            new RungStory(
                    "nothing",
                    "No cache: every read is a query. The origin runs as many queries as it has workers; the others "
                            + "wait in its queue, and their readers wait with them. The other rungs are compared with "
                            + "this one."),
            "naive",
            new RungStory(
                    "no stampede",
                    "A store that all nodes share, in Redis: a read looks there first, and the origin's response is "
                            + "stored there. Between two boundaries that is enough. At a boundary, every reader of the "
                            + "key misses until the first query has ended, and sends a query of its own."),
            "single-flight",
            new RungStory(
                    "the hot-key stampede, inside one node",
                    "Within a node, all readers of a key share one load: the first one starts it, the others wait for "
                            + "its result. But each node loads for itself, so a fleet of N nodes sends up to N queries "
                            + "at every boundary."),
            "lock",
            new RungStory(
                    "the hot-key stampede, across the fleet",
                    "One node gets a lease in Redis to rebuild a key. The other nodes wait until it publishes the "
                            + "value. The origin receives one query, however many nodes there are. But every reader of "
                            + "the key still waits for that one query."),
            "swr",
            new RungStory(
                    "the wait at boundaries",
                    "Stale-while-revalidate: after its TTL an entry is still served, while one refresh runs in the "
                            + "background. No reader waits for an existing row. But keys that were written together "
                            + "still expire together."),
            "jitter",
            new RungStory(
                    "mass expiry",
                    "The TTL of each entry is a little longer or shorter than the nominal one, at random, so that keys "
                            + "that were written at the same instant do not expire at the same instant. The number of "
                            + "queries is the same, but they are spread over time."),
            "negative",
            new RungStory(
                    "the missing-key storm",
                    "The cache also stores, for a short time, that a row does not exist. Without that, every read of "
                            + "such an id is a miss and sends a query to the origin."),
            "full",
            new RungStory(
                    "load of the hottest keys, and faults",
                    "A near cache in each node's memory serves the hottest keys without a Redis command. Entries are "
                            + "reloaded shortly before their TTL ends (XFetch). A gate limits the loads in progress, "
                            + "breakers stop requests to a failing origin or store, and if the origin fails, the last "
                            + "good value is served. The trials show the effect of each under a fault."));

    static RungStory of(String rung) {
        return STORIES.getOrDefault(rung, UNTOLD);
    }
}
