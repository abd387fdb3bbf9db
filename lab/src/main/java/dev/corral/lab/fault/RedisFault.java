package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.RedisServer;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The faults in which the Redis process does not respond for five seconds under load. */
enum RedisFault implements Fault {

    /** Redis is killed, and an empty Redis is started afterwards. The stored entries do not return. */
    KILLED(
            new About(
                    "redis-killed",
                    "kill -9 of Redis under load; 5 s later it is started again, empty",
                    "no failed request, no row from before the outage served as fresh, at most nodes x gate queries "
                            + "at the same time, and the fleet recovers by itself",
                    LeftOut.GATE.cache()),
            RedisServer::kill,
            RedisServer::startAgain,
            // A closed connection is detected at once, but loads that began earlier must end first.
            Duration.ofSeconds(1),
            Duration.ofHours(1)) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            int most = FaultScenario.steady().fleetGate();
            List<Check> checks = new ArrayList<>(RedisOutage.promises(this, with));
            String harm = Text.of("more than %d queries at the same time", most);
            checks.add(harmAbove(harm, control, RedisOutage.AT_ONCE, most));
            return checks;
        }
    },

    /** The process is suspended with its connections open, and resumed afterwards. */
    FROZEN(
            new About(
                    "redis-frozen",
                    "SIGSTOP of Redis under load; SIGCONT 5 s later",
                    "the same as for a killed Redis; no event loop is blocked, and no lease is left without an owner",
                    LeftOut.BREAKER.cache()),
            RedisServer::freeze,
            RedisServer::thaw,
            // A silent connection is detected after three missed heartbeats, at the heartbeat that follows.
            Duration.ofMillis(4_500),
            RedisOutage.LENGTH) {

        @Override
        public List<Check> judge(Counts with, Counts control) {
            String harm = Text.of(
                    "more reads that wait for the store's whole timeout than the %s with the mitigation",
                    with.text(RedisOutage.TIMED_OUT));
            List<Check> checks = new ArrayList<>(RedisOutage.promises(this, with));
            checks.add(zero("event loops that the logs report as blocked", with, RedisOutage.BLOCKED));
            checks.add(zero("heartbeats that a node missed", with, RedisOutage.HEARTBEATS));
            checks.add(harmAbove(harm, control, RedisOutage.TIMED_OUT, with.get(RedisOutage.TIMED_OUT)));
            return checks;
        }
    };

    private final About about;
    private final Consumer<RedisServer> out;
    private final Consumer<RedisServer> back;
    private final Duration noticed;
    private final Duration doubted;

    /**
     * @param noticed the longest time until every node has detected that it receives no invalidations
     * @param doubted the time from the start of the outage until which no old row may be served as fresh
     */
    RedisFault(About about, Consumer<RedisServer> out, Consumer<RedisServer> back, Duration noticed, Duration doubted) {
        this.about = about;
        this.out = out;
        this.back = back;
        this.noticed = noticed;
        this.doubted = doubted;
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : about.control();
        return new RedisOutage(stage, cache)
                .run(() -> out.accept(stage.redis()), () -> back.accept(stage.redis()), noticed, doubted);
    }
}
