package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A watch of the Redis of a serving fleet, which reports each change of its state in a line and starts it again if it
 * has ended.
 */
public final class RedisWatch {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Watched redis;
    private final LongSupplier nanoTime;
    private State state = State.ANSWERS;
    private Duration wait = FIRST_WAIT;
    private long nextNanos;

    RedisWatch(Watched redis, LongSupplier nanoTime) {
        this.redis = redis;
        this.nanoTime = nanoTime;
    }

    /** The view of a Redis that is needed to watch it. */
    interface Watched {

        /** The address without a password, for messages. */
        String address();

        /** The exit status, if this is a Redis of the lab's own and it has ended. */
        Optional<ExitStatus> ended();

        /** The reason why it does not respond; empty if it does. */
        Optional<String> silence();

        /** @throws LabException with the reason, if it does not respond after the start */
        void startAgain();
    }

    private enum State {
        ANSWERS,
        SILENT,
        ENDED,
        STAYS_ENDED
    }

    /** Checks the state, and returns a line if it has changed; to be called repeatedly. */
    public Optional<String> look() {
        Optional<ExitStatus> ended = redis.ended();
        if (ended.isPresent()) {
            return ended(ended.get());
        }
        Optional<String> silence = redis.silence();
        // Redis may have ended during the request.
        ended = silence.isPresent() ? redis.ended() : ended;
        return ended.isPresent() ? ended(ended.get()) : silence.isPresent() ? silent(silence.get()) : answers();
    }

    private Optional<String> answers() {
        return to(State.ANSWERS, "answers again");
    }

    private Optional<String> silent(String reason) {
        return to(State.SILENT, "does not answer (" + reason + "): the nodes load from the origin");
    }

    private Optional<String> ended(ExitStatus status) {
        if (state != State.ENDED && state != State.STAYS_ENDED) {
            wait = FIRST_WAIT;
            nextNanos = nanoTime.getAsLong();
            return to(
                    State.ENDED,
                    status.sentence() + ": it is started again, empty; until then the nodes load from the origin");
        }
        return nanoTime.getAsLong() - nextNanos < 0 ? Optional.empty() : start();
    }

    private Optional<String> start() {
        try {
            redis.startAgain();
            return to(State.ANSWERS, "answers again, empty");
        } catch (LabException failure) {
            nextNanos = nanoTime.getAsLong() + wait.toNanos();
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            return to(
                    State.STAYS_ENDED,
                    "does not start again (" + failure.getMessage()
                            + "): the nodes load from the origin; the start is tried again");
        }
    }

    private Optional<String> to(State next, String line) {
        boolean changes = state != next;
        state = next;
        return changes ? Optional.of("Redis at " + redis.address() + " " + line) : Optional.empty();
    }
}
