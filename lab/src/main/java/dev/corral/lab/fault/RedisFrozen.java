package dev.corral.lab.fault;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A fault in which the Redis process is suspended with its connections open, and resumed five seconds later. */
final class RedisFrozen implements Fault {

    /** A silent connection is detected after three missed heartbeats, at the heartbeat that follows. */
    private static final Duration NOTICED = Duration.ofMillis(4_500);

    @Override
    public About about() {
        return new About(
                "redis-frozen",
                "SIGSTOP of Redis under load; SIGCONT 5 s later",
                "the same as for a killed Redis; no event loop is blocked, and no lease is left without an owner",
                LeftOut.BREAKER.cache());
    }

    @Override
    public Seen run(Side side, Stage stage) throws InterruptedException, IOException {
        String cache = side == Side.CURE ? Rung.FULL.cache() : LeftOut.BREAKER.cache();
        return new RedisOutage(stage, cache)
                .run(() -> stage.redis().freeze(), () -> stage.redis().thaw(), NOTICED, RedisOutage.LENGTH);
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        List<Check> checks = new ArrayList<>(RedisOutage.promises(this, with));
        checks.add(zero("event loops that the logs report as blocked", with, RedisOutage.BLOCKED));
        checks.add(zero("heartbeats that a node missed", with, RedisOutage.HEARTBEATS));
        checks.add(harmAbove(
                String.format(
                        Locale.ROOT,
                        "more reads that wait for the store's whole timeout than the %s with the mitigation",
                        with.text(RedisOutage.TIMED_OUT)),
                control,
                RedisOutage.TIMED_OUT,
                with.get(RedisOutage.TIMED_OUT)));
        return checks;
    }
}
