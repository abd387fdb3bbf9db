package dev.corral.traces.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * An OTLP collector for tests: it decodes the spans that are sent to it over HTTP.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 */
public final class Collector implements AutoCloseable {

    private static final long LONGEST_SECONDS = 20;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 200;
    /** A span's status. */
    private static final int ERROR = 2;

    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final String url;
    private volatile boolean refusing;

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::receive);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The URL without a path, as an operator writes it. */
    public String url() {
        return url;
    }

    /** Refuses what is sent from now on, or accepts it again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** The number of requests, those that were refused included. */
    public int requests() {
        return requests.get();
    }

    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    public List<ReceivedSpan> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** Waits for a span; spans arrive in batches, after they have ended. */
    public ReceivedSpan await(Predicate<ReceivedSpan> wanted) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() - endNanos < 0) {
            for (ReceivedSpan span : spans) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("no such span among " + spans);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (refusing || !exchange.getRequestURI().getPath().equals("/v1/traces")) {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
        } else {
            spans.addAll(decoded(body));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(OK, -1);
        }
        requests.incrementAndGet();
        exchange.close();
    }

    /** The numbers are those of {@code opentelemetry/proto/trace/v1/trace.proto}. */
    static List<ReceivedSpan> decoded(byte[] request) {
        List<ReceivedSpan> decoded = new ArrayList<>();
        for (ProtobufMessage resourceSpans : ProtobufMessage.of(request).messages(1)) {
            String service = resourceSpans.messages(1).stream()
                    .map(resource -> attributes(resource, 1).getOrDefault("service.name", ""))
                    .findFirst()
                    .orElse("");
            for (ProtobufMessage scopeSpans : resourceSpans.messages(2)) {
                scopeSpans.messages(2).forEach(span -> decoded.add(span(service, span)));
            }
        }
        return decoded;
    }

    private static ReceivedSpan span(String service, ProtobufMessage span) {
        return new ReceivedSpan(
                service,
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                (int) span.number(6),
                attributes(span, 9),
                span.messages(13).stream().map(link -> link.hex(2)).toList(),
                span.messages(15).stream().anyMatch(status -> status.number(3) == ERROR));
    }

    private static Map<String, String> attributes(ProtobufMessage of, int number) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (ProtobufMessage attribute : of.messages(number)) {
            attribute.messages(2).forEach(value -> attributes.put(attribute.text(1), text(value)));
        }
        return attributes;
    }

    private static String text(ProtobufMessage value) {
        return value.has(1) ? value.text(1) : String.valueOf(value.number(3));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
