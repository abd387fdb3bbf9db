package dev.corral.guard.redis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that succeed, fail or never complete, as each test defines for each address. */
class AddressRaceTest {

    private static final InetAddress FIRST = address(1);
    private static final InetAddress SECOND = address(2);
    private static final InetAddress THIRD = address(3);

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final Map<InetAddress, Promise<String>> attempts = new HashMap<>();
    private final Map<InetAddress, Future<String>> outcomes = new HashMap<>();
    private final List<InetAddress> tried = Collections.synchronizedList(new ArrayList<>());
    private final List<String> discarded = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void firstAddressThatAnswers_isTheOnlyOneTried() throws Exception {
        outcomes.put(FIRST, Future.succeededFuture("first"));

        assertThat(race(FIRST, SECOND)).isEqualTo("first");
        assertThat(tried).containsExactly(FIRST);
    }

    @Test
    void refusedAddress_isFollowedByTheNextAtOnce() throws Exception {
        outcomes.put(FIRST, Future.failedFuture(new ConnectException("Bağlantı reddedildi")));
        outcomes.put(SECOND, Future.succeededFuture("second"));

        assertThat(race(FIRST, SECOND, THIRD)).isEqualTo("second");
        assertThat(tried).containsExactly(FIRST, SECOND);
    }

    @Test
    void silentAddress_isFollowedByTheNextAfterAWhile() throws Exception {
        outcomes.put(SECOND, Future.succeededFuture("second"));

        assertThat(race(FIRST, SECOND, THIRD)).isEqualTo("second");
        assertThat(tried).containsExactly(FIRST, SECOND);
    }

    @Test
    void manyAddresses_areTriedUpToTheBound() {
        InetAddress[] many =
                IntStream.rangeClosed(1, 8).mapToObj(AddressRaceTest::address).toArray(InetAddress[]::new);
        for (InetAddress each : many) {
            outcomes.put(each, Future.failedFuture(new ConnectException("")));
        }

        assertThatThrownBy(() -> race(many)).hasRootCauseInstanceOf(NoAddressAnswers.class);
        assertThat(tried).containsExactly(Arrays.copyOf(many, AddressRace.MOST));
    }

    @Test
    void connectionThatComesSecond_isDiscarded() throws Exception {
        outcomes.put(SECOND, Future.succeededFuture("second"));
        race(FIRST, SECOND);

        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(late -> {
            attempts.get(FIRST).complete("first");
            done.complete(null);
        });
        done.get(5, TimeUnit.SECONDS);

        assertThat(discarded).containsExactly("first");
    }

    @Test
    void severalThatFail_areAllNamedWithTheirReasons() {
        outcomes.put(FIRST, Future.failedFuture(new ConnectException("Bağlantı reddedildi")));
        outcomes.put(SECOND, Future.failedFuture(new ConnectTimeoutException("after 1000 ms")));

        assertThatThrownBy(() -> race(FIRST, SECOND))
                .hasRootCauseInstanceOf(NoAddressAnswers.class)
                .hasMessageContaining("127.0.0.1 refuses connections, 127.0.0.2 does not answer");
    }

    @Test
    void addressThatAnswersWithARefusal_saysWhyAllFail() {
        SSLException refused = new SSLException("certificate");
        outcomes.put(FIRST, Future.failedFuture(refused));
        outcomes.put(SECOND, Future.failedFuture(new ConnectException("")));

        assertThatThrownBy(() -> race(FIRST, SECOND)).hasRootCause(refused);
    }

    @Test
    void onlyAddressThatFails_failsWithItsOwnReason() {
        ConnectException refused = new ConnectException("Connection refused");
        outcomes.put(FIRST, Future.failedFuture(refused));

        assertThatThrownBy(() -> race(FIRST)).hasRootCause(refused);
    }

    @Test
    void clientThatIsClosedInTheMeantime_failsTheRace() {
        CompletableFuture<String> winner = new CompletableFuture<>();
        context.runOnContext(begin -> new AddressRace<String>(
                        context,
                        List.of(FIRST, SECOND),
                        address -> {
                            throw new IllegalStateException("Client is closed");
                        },
                        discarded::add)
                .run()
                .onFailure(winner::completeExceptionally));

        assertThatThrownBy(() -> winner.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    private String race(InetAddress... addresses) throws Exception {
        CompletableFuture<String> winner = new CompletableFuture<>();
        context.runOnContext(begin -> new AddressRace<>(context, List.of(addresses), this::connect, discarded::add)
                .run()
                .onSuccess(won -> winner.complete(won.connection()))
                .onFailure(winner::completeExceptionally));
        return winner.get(10, TimeUnit.SECONDS);
    }

    private Future<String> connect(InetAddress address) {
        tried.add(address);
        return outcomes.containsKey(address)
                ? outcomes.get(address)
                : attempts.computeIfAbsent(address, never -> context.promise()).future();
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
