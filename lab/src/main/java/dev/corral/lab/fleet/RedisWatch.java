package dev.corral.lab.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Looks after the Redis of a fleet that serves: one line for each of its states, and a new start where it has ended. */
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

    /** The Redis, as far as it is watched. */
    interface Watched {

        /** For people: without a password. */
        String address();

        /** How it ended, where it is the lab's own and has. */
        Optional<ExitStatus> ended();

        /** Why it does not answer, where it does not. */
        Optional<String> silence();

        /** @throws LabException with the reason, where it does not answer afterwards */
        void startAgain();
    }

    private enum State {
        ANSWERS,
        SILENT,
        ENDED,
        STAYS_ENDED
    }

    /** To be called again and again; the line is there where the state has changed. */
    public Optional<String> look() {
        Optional<ExitStatus> ended = redis.ended();
        if (ended.isPresent()) {
            return ended(ended.get());
        }
        Optional<String> silence = redis.silence();
        // It may have ended while it was asked.
        ended = silence.isPresent() ? redis.ended() : ended;
        return ended.isPresent() ? ended(ended.get()) : silence.isPresent() ? silent(silence.get()) : answers();
    }

    private Optional<String> answers() {
        return to(State.ANSWERS, "answers again");
    }

    private Optional<String> silent(String reason) {
        return to(State.SILENT, "does not answer (" + reason + "): reads go to the origin");
    }

    private Optional<String> ended(ExitStatus status) {
        if (state != State.ENDED && state != State.STAYS_ENDED) {
            wait = FIRST_WAIT;
            nextNanos = nanoTime.getAsLong();
            return to(
                    State.ENDED, status.sentence() + ": it is started again, empty; until then reads go to the origin");
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
                    "does not start again (" + failure.getMessage() + "): reads go to the origin; it is tried again");
        }
    }

    private Optional<String> to(State next, String line) {
        boolean changes = state != next;
        state = next;
        return changes ? Optional.of("Redis at " + redis.address() + " " + line) : Optional.empty();
    }
}
