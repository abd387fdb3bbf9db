package dev.corral.node.clients;

import dev.corral.guard.runtime.Clock;
import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.memory.ResponseBudget.Relief;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The large responses and the uploads in progress. Those whose clients read or send too slowly are ended: under pressure the slowest first, and
 * without any once their time is over.
 */
public final class SlowResponses implements Relief {

    /** The rate that every client is allowed for, in bytes a second. */
    static final int MIN_RATE = 16 * 1024;

    /** A slice that waits longer than this makes its response a slow one. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Set<Response> inProgress = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Duration timeout;
    private final EndedClients ended;

    /** One in progress. */
    public interface Response {
        /** When the part that its client is to read now was written, in {@link Clock#nanos()}. */
        long waitsSinceNanos();

        /** When it must have left, in {@link Clock#nanos()}. */
        long untilNanos();

        /**
         * Gives its memory back, and resets it a moment later. May be called from any thread.
         *
         * @return false where it was over already
         */
        boolean end();
    }

    /** @param timeout for a body of no size; a second more for each 16 KiB */
    public SlowResponses(Clock clock, Duration timeout, EndedClients ended) {
        this.clock = clock;
        this.timeout = timeout;
        this.ended = ended;
    }

    public void begin(Response response) {
        inProgress.add(response);
    }

    public void end(Response response) {
        inProgress.remove(response);
    }

    /** The time by which slowness is measured. */
    public long nanos() {
        return clock.nanos();
    }

    public int inProgress() {
        return inProgress.size();
    }

    /** How long a response of so many bytes may take. */
    public Duration timeout(int bytes) {
        return timeout.plusMillis(bytes * 1_000L / MIN_RATE);
    }

    @Override
    public boolean until(BooleanSupplier enough) {
        for (Waiting slow : slowestFirst(clock.nanos())) {
            end(slow.response(), Reason.PRESSURE);
            if (enough.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Ends those whose time is over. */
    public void sweep() {
        for (Response response : inProgress) {
            if (clock.passed(response.untilNanos())) {
                end(response, Reason.BODY_TIMEOUT);
            }
        }
    }

    private record Waiting(Response response, long nanos) {}

    /** Each is asked once, because it may go on meanwhile. */
    private List<Waiting> slowestFirst(long nowNanos) {
        return inProgress.stream()
                .map(response -> new Waiting(response, nowNanos - response.waitsSinceNanos()))
                .filter(waiting -> waiting.nanos() > SLOW.toNanos())
                .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
                .toList();
    }

    private void end(Response response, Reason reason) {
        if (response.end()) {
            ended.ended(reason);
        }
    }
}
