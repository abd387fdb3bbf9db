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
                    "No cache at all: every read becomes a query. The origin works on as many as it can, the rest wait in its "
                            + "queue, and their readers wait with them. This is what the other rungs are spared."),
            "naive",
            new RungStory(
                    "nothing yet",
                    "A store that all nodes share, in Redis: look there first, and keep there what the origin answered. "
                            + "Between two boundaries that is all a cache has to do. At a boundary, everyone who reads the key "
                            + "while the first query is still under way misses too, and asks the origin as well."),
            "single-flight",
            new RungStory(
                    "the hot-key stampede, inside one node",
                    "Within a node, all readers of a key share one load: the first asks, the others join. But each node "
                            + "still asks for itself, so a fleet of N nodes sends up to N queries at every boundary."),
            "lock",
            new RungStory(
                    "the hot-key stampede, across the fleet",
                    "One node gets the right to rebuild a key, a lease in Redis. The others wait for what it publishes. The "
                            + "origin is asked once, however many nodes there are. Yet every reader of the key still waits "
                            + "for that one query."),
            "swr",
            new RungStory(
                    "the wait at boundaries",
                    "Stale-while-revalidate: past its TTL an entry is served as it is, while one refresh runs behind it. "
                            + "Nobody waits for an existing row any more. But keys that were written together still run "
                            + "out together."),
            "jitter",
            new RungStory(
                    "mass expiry",
                    "Each entry's TTL is drawn a little longer or shorter than the nominal one, so keys that were written "
                            + "at the same instant do not all run out at the same instant. The queries are as many; they come "
                            + "spread out."),
            "negative",
            new RungStory(
                    "the missing-key storm",
                    "That a row does not exist is worth remembering too, for a while. Without it each read for such an id "
                            + "is a miss, for ever, and goes all the way to the origin."),
            "full",
            new RungStory(
                    "the hottest keys, and slow or dead parts",
                    "A near cache in each node's memory answers the hottest keys without asking Redis. Entries are reloaded "
                            + "shortly before their TTL ends (XFetch). A gate limits the loads in progress, breakers stop "
                            + "asking what is broken, and where the origin fails, the last good answer is served. What "
                            + "those are worth shows when something breaks: see the trials."));

    static RungStory of(String rung) {
        return STORIES.getOrDefault(rung, UNTOLD);
    }
}
