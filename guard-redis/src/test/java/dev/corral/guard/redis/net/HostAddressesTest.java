package dev.corral.guard.redis.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.impl.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressesTest {

    private static final InetAddress ONE = address("10.0.0.1");
    private static final InetAddress OTHER = address("10.0.0.2");
    private static final InetAddress V4 = address("127.0.0.1");
    private static final InetAddress V6 = address("::1");

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "shop.localhost"})
    void localName_hasBothLoopbackAddresses(String name) {
        assertThat(HostAddresses.all(List.of(), List.of(), name)).containsExactly(V4, V6);
    }

    @Test
    void localName_beginsWithWhatTheResolverReturns() {
        assertThat(HostAddresses.all(resolved(V6), List.of(), "localhost")).containsExactly(V6, V4);
    }

    @Test
    void hostsFileThatTheResolverHasRead_addsItsOtherEntries() {
        assertThat(HostAddresses.all(resolved(ONE), List.of(ONE, OTHER), "shop"))
                .containsExactly(ONE, OTHER);
    }

    @Test
    void hostsFileThatTheResolverHasNotRead_addsNothing() {
        assertThat(HostAddresses.all(resolved(ONE), List.of(OTHER), "shop")).containsExactly(ONE);
    }

    @Test
    void manyAddresses_areAllReturned() {
        List<InetAddress> many = IntStream.range(0, 50)
                .mapToObj(each -> address("10.0.1." + each))
                .toList();

        assertThat(HostAddresses.all(resolved(many.toArray(InetAddress[]::new)), List.of(), "shop"))
                .isEqualTo(many);
    }

    @Test
    void nameOfTheHostsOption_hasItsAddress() {
        VertxOptions options = new VertxOptions()
                .setAddressResolverOptions(
                        new AddressResolverOptions().setHostsValue(Buffer.buffer("10.0.0.1 shop.internal\n")));
        Vertx vertx = Vertx.vertx(options);
        try {
            assertThat(resolve(vertx, "shop.internal")).containsExactly(ONE);
        } finally {
            vertx.close();
        }
    }

    @Test
    void unknownName_fails() {
        Vertx vertx = Vertx.vertx();
        try {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> resolve(vertx, "no-such-host.invalid")))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(UnknownHostException.class);
        } finally {
            vertx.close();
        }
    }

    private static List<InetAddress> resolve(Vertx vertx, String name) {
        return HostAddresses.of(vertx)
                .resolve(((VertxInternal) vertx).createEventLoopContext(), name)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static List<InetSocketAddress> resolved(InetAddress... addresses) {
        return List.of(addresses).stream()
                .map(each -> new InetSocketAddress(each, 0))
                .toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
