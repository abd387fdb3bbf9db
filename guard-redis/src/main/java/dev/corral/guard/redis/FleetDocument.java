package dev.corral.guard.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document that all processes of a fleet share through Redis, and the list of these processes, each with a note about
 * what it has applied. A process that no longer reports remains in the list for a minute.
 */
public final class FleetDocument {

    /** How long a process remains in the list after its last report. */
    public static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final Pattern LINE = Pattern.compile("([0-9]{1,16}) ([^ :]+):([^ :]+) ?(.*)");
    private static final Consumer<Response> IGNORED = reply -> {};

    private final RedisWire wire;
    private final List<String> keys;
    private final String self;

    FleetDocument(RedisWire wire, RedisStoreSettings settings) {
        this.wire = wire;
        this.keys = settings.keyspace().document();
        this.self = settings.member().name() + ":" + settings.member().instance();
    }

    /**
     * The document and the processes at one moment.
     *
     * @param text empty if there is no document
     * @param peers the processes that have reported within the last minute, this one included
     */
    public record View(String text, List<Peer> peers) {}

    /**
     * A process of the fleet.
     *
     * @param name the configured name of the process
     * @param instance distinguishes two processes of the same name
     * @param note the note of its last report
     * @param heard the time since its last report
     */
    public record Peer(String name, String instance, String note, Duration heard) {}

    /**
     * Reports that this process is alive, and reads the document. The call fails if Redis does not accept the report.
     *
     * @param note one line about what this process has applied
     */
    public Uni<View> report(String note) {
        return wire.ask(Script.REPORT, keys, IGNORED, self, note, REMEMBERED.toMillis())
                .map(FleetDocument::view);
    }

    /**
     * Replaces the document, unless another process has changed it.
     *
     * @param expected the text that is replaced; empty if there was no document
     * @return the text that is stored in place of the expected one; empty if the document was replaced
     */
    public Uni<Optional<String>> replace(String expected, String text) {
        return wire.ask(Script.REPLACE, keys, IGNORED, expected, text)
                .map(reply -> reply.get(0).toString().equals("replaced")
                        ? Optional.empty()
                        : Optional.of(reply.get(1).toString()));
    }

    private static View view(Response reply) {
        long nowMillis = Long.parseLong(reply.get(1).toString());
        List<Peer> peers = reply.get(2)
                .toString()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> peer(line, nowMillis))
                .toList();
        return new View(reply.get(0).toString(), peers);
    }

    private static Peer peer(Matcher line, long nowMillis) {
        Duration heard = Duration.ofMillis(Math.max(0, nowMillis - Long.parseLong(line.group(1))));
        return new Peer(line.group(2), line.group(3), line.group(4), heard);
    }
}
