package dev.corral.guard.redis.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Attempts to connect to the addresses of one name. The next attempt begins when one has failed or has not connected
 * after {@link #STAGGER_MILLIS}, and the first connection wins. A race belongs to one event loop, on which every
 * attempt completes.
 *
 * @param <T> a connection
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8305#section-5">RFC 8305, connection attempts</a>
 */
public final class AddressRace<T> {

    /** The connection attempt delay that RFC 8305 recommends. */
    static final long STAGGER_MILLIS = 250;

    /**
     * The number of addresses that are tried: as many as can begin and time out within one attempt of a reconnector.
     */
    static final int MOST = 4;

    private final ContextInternal context;
    private final Queue<InetAddress> waiting;
    private final Function<InetAddress, Future<T>> connect;
    private final Consumer<T> discard;
    private final Map<InetAddress, Throwable> failures = new LinkedHashMap<>();
    private final Promise<Won<T>> winner;
    private int begun;
    private long timer = -1;

    /** The connection that won, and its address. */
    public record Won<T>(InetAddress address, T connection) {}

    /**
     * Creates a race; call {@link #run} on the context.
     *
     * @param addresses the addresses in order, of which the first {@value #MOST} are tried
     * @param discard receives a connection that was established after another one had won
     */
    public AddressRace(
            ContextInternal context,
            List<InetAddress> addresses,
            Function<InetAddress, Future<T>> connect,
            Consumer<T> discard) {
        this.context = context;
        this.waiting = new ArrayDeque<>(addresses.subList(0, Math.min(MOST, addresses.size())));
        this.connect = connect;
        this.discard = discard;
        this.winner = context.promise();
    }

    /**
     * Starts the race. The result fails with the failure of the only address, with the answer of one of several
     * addresses, or with {@link NoAddressAnswers}.
     */
    public Future<Won<T>> run() {
        next();
        return winner.future();
    }

    private void next() {
        cancelTimer();
        InetAddress address = waiting.poll();
        if (address == null) {
            return;
        }
        begun++;
        if (!waiting.isEmpty()) {
            timer = context.setTimer(STAGGER_MILLIS, late -> next());
        }
        attempt(address).onComplete(outcome -> {
            if (outcome.failed()) {
                failed(address, outcome.cause());
            } else {
                won(new Won<>(address, outcome.result()));
            }
        });
    }

    /**
     * Starts an attempt. It fails if the client was closed in the meantime, which the client reports by an exception.
     */
    private Future<T> attempt(InetAddress address) {
        try {
            return connect.apply(address);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(closed);
        }
    }

    private void won(Won<T> won) {
        cancelTimer();
        waiting.clear();
        if (!winner.tryComplete(won)) {
            discard.accept(won.connection());
        }
    }

    private void failed(InetAddress address, Throwable cause) {
        failures.put(address, cause);
        if (!waiting.isEmpty()) {
            next();
        } else if (failures.size() == begun) {
            winner.tryFail(begun == 1 ? cause : answer().orElseGet(() -> new NoAddressAnswers(failures)));
        }
    }

    /**
     * Returns the failure that a server answered, for example a refused certificate: it is more specific than the
     * silence of the other addresses.
     */
    private Optional<Throwable> answer() {
        return failures.values().stream()
                .filter(failure -> !(failure instanceof SocketException))
                .findFirst();
    }

    private void cancelTimer() {
        if (timer >= 0) {
            context.owner().cancelTimer(timer);
            timer = -1;
        }
    }
}
