package dev.corral.lab.drill;

import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.Map;

/** The herds that are caused by which keys are read, and by when their entries were written. */
final class KeyHerds {

    private static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final int KEYS = 150;
    private static final int READS = 150;
    private static final int ABSENT = 20;
    private static final int ABSENT_READS = 100;
    private static final String NAIVE = Rung.NAIVE.cache();
    private static final String FLIGHT = Rung.SINGLE_FLIGHT.cache();
    private static final String LOCK = Rung.LOCK.cache();
    private static final String JITTER = Rung.JITTER.cache();

    /** One hot key: every caller that misses it sends a query. */
    static final Herd HOT_KEY = new Herd(
            Herd.About.of(
                            "hot-key",
                            "CorralOriginSpikes",
                            NAIVE,
                            "one key of a cache without single-flight is read " + READS + " times a second",
                            Panel.atMost(5, "Hot key, per process", "Origin queries"))
                    .fromSecondBoundary()
                    .followedBy(Map.of("CorralMissRateHigh", Followers.BURST)),
            Cause.reads(NAIVE, fleet -> KeyReads.ofOne(fleet, READS))
                    .endedBy(
                            Step.ctl("status"),
                            Step.ctl("hot " + NAIVE),
                            Step.ctl("stack " + NAIVE + " --with single-flight,lock")));

    /** Many keys that were written together: each is loaded once, all of them at once. */
    static final Herd MASS_EXPIRY = new Herd(
            Herd.About.of(
                            "mass-expiry",
                            "CorralOriginSpikes",
                            LOCK,
                            KEYS + " keys are written together and expire together",
                            Panel.atMost(15, "Mass expiry", "Loads in progress, by cache"))
                    .fromSecondBoundary()
                    .followedBy(Map.of(
                            "CorralMissRateHigh", Followers.BURST,
                            "CorralColdStart", "keys that nobody has read before are a cold start",
                            "CorralLockContention", Followers.LOCKS)),
            Cause.reads(LOCK, fleet -> KeyReads.of(fleet, KEYS, READS, TOGETHER))
                    .endedBy(Step.ctl("stack " + LOCK + " --with jitter")));

    /** Ids that do not exist: without negative entries, each read of them is a miss. */
    static final Herd MISSING_KEYS = new Herd(
            Herd.About.of(
                            "missing-keys",
                            "CorralMissingKeyStorm",
                            JITTER,
                            ABSENT + " ids that do not exist are read " + ABSENT_READS + " times a second",
                            Panel.atMost(10, "Missing keys", "Queries for absent rows"))
                    .followedBy(Map.of(
                            "CorralMissRateHigh",
                            "every read of an absent id is a miss",
                            "CorralLockContention",
                            Followers.LOCKS)),
            Cause.reads(JITTER, fleet -> KeyReads.absent(fleet, ABSENT, ABSENT_READS, TOGETHER))
                    .endedBy(Step.ctl("stack " + JITTER + " --with negative")));

    /** An empty store: every key is a miss at once, and all entries are written together afterwards. */
    static final Herd COLD_START = new Herd(
            Herd.About.of(
                            "cold-start",
                            "CorralColdStart",
                            FLIGHT,
                            "all entries are deleted, and the readers of " + KEYS + " other keys are added",
                            Panel.atLeast(0.7, "Cold start", "Hit ratio"))
                    .followedBy(Map.of(
                            "CorralMissRateHigh",
                            Followers.BURST,
                            "CorralOriginSpikes",
                            "entries that are written together expire together")),
            Cause.reads(FLIGHT, fleet -> {
                        fleet.stage().redis().client().forgetEntries();
                        return KeyReads.of(fleet, KEYS, READS, TOGETHER);
                    })
                    .endedBy(
                            Step.ctl("stack " + FLIGHT + " --with lock,swr,jitter"),
                            Step.ctl("warm " + FLIGHT + " product-0 product-1 product-2 product-3")));

    private KeyHerds() {}
}
