package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.BareServer;
import dev.corral.lab.fleet.Bodies;
import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.fleet.ServerProcess;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A fault in which clients read large responses at one byte a second or stop in the middle of a body or of the headers.
 * It checks that the other clients and the health checks of that node are still answered, and that the node survives.
 */
final class ClientsSlow implements Fault {

    static final String READERS = "slow readers";
    static final String SERVED = "slow readers that are served";
    static final String SMALL_FAILED = "small reads failed";
    static final String MIDDLE_FAILED = "reads of 500 kB failed";
    static final String HEALTH_FAILED = "health checks failed";
    static final String MEMORY = "out of memory in its log";
    static final String LIVES = "lives";
    static final String STUCK = "stalled writes and headers not ended";
    static final String AFTERWARDS = "answers everything afterwards";

    private static final String OUT_OF_MEMORY = "OutOf";
    private static final int READERS_EACH = 32;
    /**
     * The readers connect one after another, so that each of them finds memory that the previous one seems to have
     * released.
     */
    private static final Duration READER_EVERY = Duration.ofMillis(120);

    private static final int WRITES = 16;
    private static final int HEADS = 64;
    private static final String TIME_LIMIT = "2s";
    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final Duration SPAN = Duration.ofSeconds(20);
    private static final Duration QUICK_SPAN = Duration.ofSeconds(6);
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(20);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

    private static final String NAME = "clients-slow";

    @Override
    public About about() {
        return new About(
                NAME,
                Text.of(
                        "%d clients of one node read responses of 8 MB at a byte a second, as many read 500 kB at that "
                                + "rate, %d stop in the middle of a PUT and %d send a header at a byte a second, while "
                                + "others read small rows and rows of 500 kB",
                        READERS_EACH, WRITES, HEADS),
                "the other reads and the health checks succeed, the node keeps running with memory left, and the "
                        + "connections of stalled clients are closed",
                "a plain Vert.x server with the same memory in place of the node");
    }

    @Override
    public Counts run(Side side, Stage stage) {
        Duration span = stage.quick() ? QUICK_SPAN : SPAN;
        return side == Side.CURE
                ? cure(stage, span)
                : control(stage.fleet().layout().logs(), span);
    }

    private static Counts cure(Stage stage, Duration span) {
        try (RawOrigin origin = RawOrigin.start(ClientsSlow::answer);
                ExtraService node = node(origin, stage)) {
            return run(node, span, ENDED_WITHIN);
        }
    }

    static Counts control(Path logs, Duration span) {
        try (BareServer server = BareServer.start(logs)) {
            return run(server, span, Duration.ZERO);
        }
    }

    private static ExtraService node(RawOrigin origin, Stage stage) {
        return ExtraService.node(
                stage.fleet(),
                NAME,
                Map.of(
                        "corral.origin.url", origin.template(),
                        "corral.clients.head-timeout", TIME_LIMIT,
                        "corral.clients.body-timeout", TIME_LIMIT,
                        "corral.clients.idle-timeout", TIME_LIMIT));
    }

    private static void answer(RawRequest request, RawConnection connection) throws IOException {
        byte[] body = Bodies.of(request.key());
        connection.send(RawAnswer.of("200 OK", RawAnswer.length(body.length), "\r\n"));
        connection.send(body);
    }

    /** @param patience the longest wait until the server has closed the connections of the stalled clients */
    private static Counts run(ServerProcess server, Duration span, Duration patience) {
        try (QuickClients quick = new QuickClients(server)) {
            quick.ask(BEFORE);
            try (SlowClients slow = begin(server)) {
                quick.ask(span);
                Patience.until(() -> slow.stuck() == 0, patience);
                Counts seen = seen(server, quick, slow);
                slow.leave();
                return seen.and(AFTERWARDS, Patience.until(quick::answered, ANSWERED_WITHIN) ? 1 : 0);
            }
        }
    }

    private static SlowClients begin(ServerProcess server) {
        SlowClients slow = new SlowClients(server.port());
        for (int each = 0; each < WRITES; each++) {
            slow.stallWrite("stalled-" + each);
        }
        for (int each = 0; each < HEADS; each++) {
            slow.trickleHead();
        }
        Thread.ofVirtual().name("slow-readers").start(() -> beginReaders(slow));
        return slow;
    }

    private static void beginReaders(SlowClients slow) {
        for (int each = 0; each < READERS_EACH; each++) {
            slow.read(Bodies.LARGE + "-" + each);
            slow.read(Bodies.MIDDLE + "-slow-" + each);
            Patience.pause(READER_EVERY);
        }
    }

    private static Counts seen(ServerProcess server, QuickClients quick, SlowClients slow) {
        return Counts.NOTHING
                .and(READERS, slow.readers())
                .and(SERVED, slow.served())
                .and(SMALL_FAILED, quick.failed(QuickClients.Ask.SMALL))
                .and(MIDDLE_FAILED, quick.failed(QuickClients.Ask.MIDDLE))
                .and(HEALTH_FAILED, quick.failed(QuickClients.Ask.LIVE) + quick.failed(QuickClients.Ask.READY))
                .and(MEMORY, server.logLines(OUT_OF_MEMORY))
                .and(LIVES, server.running() ? 1 : 0)
                .and(STUCK, slow.stuck());
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                check(
                        "small reads that failed, with slow readers",
                        "0 with some",
                        Text.of("%s with %s", with.text(SMALL_FAILED), with.text(SERVED)),
                        with.none(SMALL_FAILED) && !with.none(SERVED)),
                zero("reads of 500 kB that failed", with, MIDDLE_FAILED),
                zero("health checks that failed", with, HEALTH_FAILED),
                check("the node still runs", "1", with.text(LIVES), !with.none(LIVES)),
                zero("log lines about a lack of memory", with, MEMORY),
                zero("connections of stalled clients that stay open", with, STUCK),
                check(
                        "all reads succeed when the slow clients have left",
                        "1",
                        with.text(AFTERWARDS),
                        !with.none(AFTERWARDS)),
                harm(
                        "log lines about a lack of memory, and failed reads",
                        Text.of(
                                "%s lines, %s and %s failed",
                                control.text(MEMORY), control.text(SMALL_FAILED), control.text(MIDDLE_FAILED)),
                        !control.none(MEMORY) && control.get(SMALL_FAILED) + control.get(MIDDLE_FAILED) > 0));
    }
}
