package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The faults of the whole origin for a few seconds under load, each with the cache that lacks the mitigation. */
enum OriginFault implements Fault {

    /** The origin accepts queries and answers none of them until it resumes, so that every query waits for its timeout. */
    FREEZES(
            new About(
                    "origin-freezes",
                    "no query ends for 10 s under load",
                    "known rows are served stale, the breakers open and close again, and the origin receives at most "
                            + "nodes x gate queries per timeout",
                    LeftOut.GATE.cache()),
            Duration.ofSeconds(10),
            origin -> origin.begin("freeze")) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            int most = TIMEOUTS * FaultScenario.steady().fleetGate();
            List<Check> checks = new ArrayList<>(OriginOutage.promises(this, with, most));
            checks.addAll(OriginOutage.breakerPromises(this, with));
            String harm = Text.of("more than %d queries at the same time", most);
            checks.add(harmAbove(harm, control, OriginOutage.AT_ONCE, most));
            return checks;
        }
    },

    /** The origin is running and answers every query with an error, after its full response time. */
    FAILS(
            new About(
                    "origin-fails",
                    "every query fails for 4 s under load",
                    "known rows are served stale, the breakers open and close again, rejected requests get "
                            + "Retry-After, and the queries after the outage are spread over time",
                    LeftOut.BREAKER.cache()),
            Duration.ofSeconds(4),
            origin -> origin.begin("fail")) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            List<Check> checks = new ArrayList<>(OriginOutage.promises(this, with));
            checks.addAll(OriginOutage.breakerPromises(this, with));
            checks.add(harmAbove(
                    "more than three times as many queries a second at the end of the outage",
                    control,
                    OriginOutage.WHILE_OPEN,
                    3 * Math.max(1, with.get(OriginOutage.WHILE_OPEN))));
            return checks;
        }
    },

    /** The origin takes ten times its usual time and answers every query correctly. */
    SLOW(
            new About(
                    "origin-slow",
                    "every query takes ten times as long for 4 s under load",
                    "no read of a known row waits, and none fails",
                    Rung.LOCK.cache()),
            Duration.ofSeconds(4),
            origin -> origin.speed(10)) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            List<Check> checks = new ArrayList<>(OriginOutage.promises(this, with));
            checks.add(zero("reads of known rows that waited during the fault", with, OriginOutage.KNOWN_WAITED));
            checks.add(harm("reads of known rows that waited", control, OriginOutage.KNOWN_WAITED));
            return checks;
        }
    },

    /** The origin sends responses that are not HTTP, and then bodies of half their announced length. */
    GARBAGE(
            new About(
                    "origin-garbage",
                    "every response is garbage for 2 s, and cut off for 2 s, under load",
                    "no caller gets any of it: known rows are served stale, and the breakers open and close again",
                    Rung.LOCK.cache()),
            Duration.ofSeconds(4),
            origin -> origin.begin("garbage"),
            origin -> origin.beginInstead("torn")) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            List<Check> checks = new ArrayList<>(OriginOutage.promises(this, with));
            checks.addAll(OriginOutage.breakerPromises(this, with));
            checks.add(harm("failed reads of known rows", control, OriginOutage.KNOWN_FAILED));
            return checks;
        }
    },

    /** The origin sends endless bodies: first as fast as they are read, and then one byte at a time. */
    ENDLESS(
            new About(
                    "origin-endless",
                    "every body is endless for 4 s, fast and then slowly, under load",
                    "bodies are cut off at their limit and at the timeout: known rows are served stale, and no node "
                            + "crashes",
                    Rung.LOCK.cache()),
            Duration.ofSeconds(4),
            origin -> origin.begin("endless"),
            origin -> origin.beginInstead("drip")) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            List<Check> checks = new ArrayList<>(OriginOutage.promises(this, with));
            checks.add(harm("failed reads of known rows", control, OriginOutage.KNOWN_FAILED));
            return checks;
        }
    };

    /**
     * The number of timeouts within a freeze, trials of the breaker included, after each of which new queries begin. The
     * frozen origin still holds the queries that its clients have given up.
     */
    private static final int TIMEOUTS = 4;

    private final About about;
    private final Duration length;
    private final Consumer<Origin> first;
    private final Consumer<Origin> then;

    OriginFault(About about, Duration length, Consumer<Origin> fault) {
        this(about, length, fault, goesOn -> {});
    }

    /** @param then the second fault, which begins in the middle */
    OriginFault(About about, Duration length, Consumer<Origin> first, Consumer<Origin> then) {
        this.about = about;
        this.length = length;
        this.first = first;
        this.then = then;
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : about.control();
        return new OriginOutage(stage, cache, length).run(first, then);
    }
}
