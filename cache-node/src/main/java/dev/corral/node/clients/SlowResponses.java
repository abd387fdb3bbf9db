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
 * The large responses and the uploads in progress. It ends those whose clients read or send too slowly: under memory
 * pressure the slowest first, and at any time those that exceed their time limit.
 */
public final class SlowResponses implements Relief {

    /** The rate, in bytes per second, from which the time limit of a response is computed. */
    static final int MIN_RATE = 16 * 1024;

    /** A response is slow if one of its slices waits longer than this. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Set<Response> inProgress = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Duration timeout;
    private final EndedClients ended;

    /** A large response or an upload in progress. */
    public interface Response {
        /**
         * When the slice that the client has to read next was written, or when the last bytes of an upload arrived, in
         * {@link Clock#nanos()}.
         */
        long waitsSinceNanos();

        /** When it must be complete, in {@link Clock#nanos()}. */
        long untilNanos();

        /**
         * Releases its memory, and resets it a moment later. May be called from any thread.
         *
         * @return false if it had already ended
         */
        boolean end();
    }

    /** @param timeout the time limit of an empty body; every 16 KiB add a second */
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

    /** The clock reading by which slowness is measured. */
    public long nanos() {
        return clock.nanos();
    }

    public int inProgress() {
        return inProgress.size();
    }

    /** The time limit of a response of so many bytes. */
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

    /** Ends those that exceed their time limit. */
    public void sweep() {
        for (Response response : inProgress) {
            if (clock.passed(response.untilNanos())) {
                end(response, Reason.BODY_TIMEOUT);
            }
        }
    }

    private record Waiting(Response response, long nanos) {}

    /** Reads each waiting time once, because it may change during the sort. */
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
