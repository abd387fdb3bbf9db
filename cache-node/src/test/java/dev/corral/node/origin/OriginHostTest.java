package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.redis.net.HostAddresses;
import dev.corral.guard.testing.FreePort;
import dev.corral.node.origin.HttpOrigin.Connections;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.Origins;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of an origin whose name has several addresses, of which one accepts connections. */
class OriginHostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress DEAD = address("127.0.0.2");
    private static final InetAddress LIVE = address("127.0.0.1");

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final List<Promise<HttpClientRequest>> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> hosts = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void originAtOneAddressOfLocalhost_isAskedByItsName(String address) {
        assumeThat(isHere(address))
                .as("this machine has the address " + address)
                .isTrue();
        int port = serve(address).actualPort();

        assertThat(load("http://localhost:" + port + "/rows/{key}")).isEqualTo("row a");
        assertThat(hosts).containsExactly("localhost:" + port);
    }

    @Test
    void originAtAnIpv6Literal_isAskedByIt() {
        assumeThat(isHere("::1")).as("this machine has the address ::1").isTrue();
        int port = serve("::1").actualPort();

        assertThat(load("http://[::1]:" + port + "/rows/{key}")).isEqualTo("row a");
        assertThat(hosts).containsExactly("[::1]:" + port);
    }

    @Test
    void addressThatAnswered_isRememberedAndItsConnectionKept() {
        assumeThat(isHere("::1")).as("this machine has the address ::1").isTrue();
        int port = serve("::1").actualPort();
        HttpOrigin origin = origin("http://localhost:" + port + "/rows/{key}");
        load(origin);
        for (int each = 0; each < 5; each++) {
            load(origin);
        }

        assertThat(connections.get())
                .as("one that was tried, and one a load at most")
                .isLessThanOrEqualTo(1 + 6);
    }

    @Test
    void originAtNoAddress_isOneSentenceThatNamesThemAll() {
        int port = FreePort.next();
        HttpOrigin origin = origin("http://localhost:" + port + "/rows/{key}");

        assertThatThrownBy(() -> load(origin))
                .hasMessageContaining("it cannot be reached: no address of its host name answers");
        assertThat(origin.state().cause().orElseThrow())
                .startsWith("no address of localhost:" + port + " answers (")
                .contains("127.0.0.1 refuses connections", "[::1] ");
    }

    @Test
    void originThatMovesToTheOtherAddress_isFollowed() {
        assumeThat(isHere("::1")).as("this machine has the address ::1").isTrue();
        HttpServer first = serve("::1");
        int port = first.actualPort();
        HttpOrigin origin = origin("http://localhost:" + port + "/rows/{key}");
        load(origin);
        first.close().toCompletionStage().toCompletableFuture().join();
        serve("127.0.0.1", port);

        assertThat(load(origin)).isEqualTo("row a");
    }

    @Test
    void firstAddressThatRefuses_isFollowedByTheNext() {
        int port = serve("127.0.0.1").actualPort();

        assertThat(dial(port, DEAD, LIVE).absoluteURI()).startsWith("http://shop.test");
    }

    /** The system answers no packet of a new connection if its listener accepts none and the queue is full. */
    @Test
    void firstAddressThatIsSilent_isFollowedByTheNextWithinItsTimeout() throws Exception {
        int port = serve("127.0.0.1").actualPort();
        try (ServerSocket silent = new ServerSocket(port, 1, DEAD)) {
            List<Socket> queue = fill(silent);
            try {
                assertThat(dial(port, DEAD, LIVE).absoluteURI()).startsWith("http://shop.test");
            } finally {
                for (Socket each : queue) {
                    each.close();
                }
            }
        }
    }

    @Test
    void requestAtTheOtherAddressThatFails_leavesThePendingFirst() {
        int port = serve("127.0.0.1").actualPort();
        CompletableFuture<HttpClientRequest> opened = dial(port, pendingClient(), DEAD, LIVE);
        awaitRequests(2);
        fail(1, new ConnectException("refused"));
        HttpClientRequest first = succeed(0);

        assertThat(opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isSameAs(first);
    }

    @Test
    void firstRequestThatFails_leavesThePendingOneAtTheOtherAddress() {
        int port = serve("127.0.0.1").actualPort();
        CompletableFuture<HttpClientRequest> opened = dial(port, pendingClient(), DEAD, LIVE);
        awaitRequests(2);
        fail(0, new SSLException("certificate"));
        HttpClientRequest other = succeed(1);

        assertThat(opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isSameAs(other);
    }

    @Test
    void bothRequestsThatFail_failWithTheReasonThatIsNotOfTheAddress() {
        int port = serve("127.0.0.1").actualPort();
        CompletableFuture<HttpClientRequest> opened = dial(port, pendingClient(), DEAD, LIVE);
        awaitRequests(2);
        SSLException refused = new SSLException("certificate");
        fail(1, refused);
        fail(0, new ConnectTimeoutException("after 1000 ms"));

        assertThatThrownBy(() ->
                        opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .hasCause(refused);
        assertThat(requests).hasSize(2);
    }

    /** DNS takes longer than a load: a failure after that would reach nobody. */
    @Test
    void nameServerThatIsSilent_isTheReasonWithoutAnEndOfTheSearch() {
        OriginHost host = host(
                80,
                OriginHost.LOOK_AGAIN,
                (loop, name) -> loop.<List<InetAddress>>promise().future());
        CompletableFuture<HttpClientRequest> opened = dial(host, 80, pendingClient());
        Await.until("the search waits for DNS", host::isResolving);
        fail(0, new TimeoutException("no connection"));

        assertThatThrownBy(() ->
                        opened.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(NameUnresolved.class);
    }

    @Test
    void chosenAddress_isKeptUntilTheNameHasItNoMore() {
        int port = serve("127.0.0.1").actualPort();
        List<InetAddress> names = new ArrayList<>(IntStream.rangeClosed(2, 8)
                .mapToObj(each -> address("127.0.0." + each))
                .toList());
        names.add(1, LIVE);
        AtomicReference<List<InetAddress>> dns = new AtomicReference<>(names);
        AtomicInteger lookUps = new AtomicInteger();
        OriginHost host = host(port, Duration.ZERO, (loop, name) -> {
            lookUps.incrementAndGet();
            return loop.succeededFuture(dns.get());
        });
        assertThat(host.other(null)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .address())
                .isEqualTo(LIVE);

        List<InetAddress> rotated = new ArrayList<>(names.subList(2, 8));
        rotated.addAll(List.of(address("127.0.0.9"), LIVE));
        dns.set(rotated);
        for (int each = 0; each < 4; each++) {
            int before = lookUps.get();
            assertThat(host.current()).isEqualTo(LIVE);
            Await.until("the name is looked up", () -> lookUps.get() > before);
        }

        dns.set(names.subList(2, 8));
        Await.until("the address is dropped", () -> host.current() == null);
    }

    /** A client whose requests obtain a connection, or fail, when the test decides it. */
    private HttpClient pendingClient() {
        return proxy(HttpClient.class, () -> {
            Promise<HttpClientRequest> request = context.promise();
            requests.add(request);
            return request.future();
        });
    }

    private void awaitRequests(int number) {
        Await.until(number + " requests", () -> requests.size() == number);
    }

    private void fail(int request, Throwable cause) {
        context.runOnContext(on -> requests.get(request).fail(cause));
    }

    private HttpClientRequest succeed(int request) {
        HttpClientRequest opened = proxy(HttpClientRequest.class, () -> true);
        context.runOnContext(on -> requests.get(request).complete(opened));
        return opened;
    }

    private static <T> T proxy(Class<T> type, Supplier<Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> answer.get();
                }));
    }

    private OriginHost host(int port, Duration lookAgain, HostAddresses.Resolver resolver) {
        UrlTemplate url = new UrlTemplate("http://shop.test:" + port + "/{key}");
        return new OriginHost((VertxInternal) vertx, resolver, url, Duration.ofSeconds(60), lookAgain);
    }

    private HttpClientRequest dial(int port, InetAddress... addresses) {
        return dial(port, vertx.createHttpClient(), addresses)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<HttpClientRequest> dial(int port, HttpClient client, InetAddress... addresses) {
        OriginHost host = host(port, OriginHost.LOOK_AGAIN, (loop, name) -> loop.succeededFuture(List.of(addresses)));
        // The client itself cannot resolve this name: the first address is set, as a name server would provide it.
        ((ChosenAddress) host.server()).choose(addresses[0]);
        return dial(host, port, client);
    }

    private CompletableFuture<HttpClientRequest> dial(OriginHost host, int port, HttpClient client) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("shop.test")
                .setPort(port)
                .setURI("/rows/a")
                .setServer(host.server());
        CompletableFuture<HttpClientRequest> opened = new CompletableFuture<>();
        context.runOnContext(begin -> Dial.request(context, host, client, options, () -> false)
                .onSuccess(opened::complete)
                .onFailure(opened::completeExceptionally));
        return opened;
    }

    private static List<Socket> fill(ServerSocket silent) throws IOException {
        List<Socket> queue = new ArrayList<>();
        for (int each = 0; each < 8; each++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(silent.getLocalSocketAddress(), 300);
            } catch (IOException full) {
                return queue;
            }
        }
        return queue;
    }

    private HttpServer serve(String address) {
        return serve(address, 0);
    }

    private HttpServer serve(String address, int port) {
        return vertx.createHttpServer()
                .connectionHandler(opened -> connections.incrementAndGet())
                .requestHandler(request -> {
                    hosts.add(request.getHeader("Host"));
                    request.response().end("row a");
                })
                .listen(port, address)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private HttpOrigin origin(String url) {
        return Origins.of(vertx, url, new Connections(4, Origins.KEEP_ALIVE, Origins.REST));
    }

    private String load(String url) {
        return load(origin(url));
    }

    private static String load(HttpOrigin origin) {
        Request request = Request.of(new Key("any", "a"));
        Content.Value value =
                (Content.Value) origin.load(request).await().atMost(PATIENCE).content();
        return new String(value.bytes(), StandardCharsets.UTF_8);
    }

    private static boolean isHere(String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address(address), 0));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
