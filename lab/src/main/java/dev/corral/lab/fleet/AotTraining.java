package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The main class of the process that writes the {@link BuiltAotCache} of the nodes: it starts a Redis and one node,
 * waits until the node has rehearsed, and ends it. The build starts this process, with the folder of the applications
 * and a folder for logs.
 */
final class AotTraining {

    private static final String NODE = "node-1";
    /** Longer than by default, because a JVM that records is slower. */
    private static final String REHEARSAL = "20s";

    private static final String REHEARSAL_FAILED = "ended by a failure";

    /** How long the JVM may take to write the file. */
    private static final Duration WRITING = Duration.ofMinutes(2);

    private AotTraining() {}

    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(Path.of(arguments[0]), Path.of(arguments[1]));
        } catch (LabException | IOException failure) {
            System.err.println(failure.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void run(Path home, Path logs) throws IOException {
        Path file = BuiltAotCache.ofNodes(home);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.createDirectories(file.getParent());
        // A training that was killed may have left one.
        Files.deleteIfExists(part);
        try (Processes processes = Processes.yielding(null, logs)) {
            Layout layout = Layout.anywhere(home, logs, 1);
            Jvm jvm = Jvm.ofService(Compilers.BOTH).with(BuiltAotCache.write(part));
            Service node = processes.start(new Service.Spec(
                    NODE,
                    layout.jar("cache-node"),
                    layout.nodes().getFirst(),
                    layout.nodeManagement().getFirst(),
                    jvm,
                    settings(layout, processes.redis())));
            processes.awaitReady();
            if (node.child().logLines(REHEARSAL_FAILED) > 0) {
                throw new LabException("the node could not rehearse: " + logs + " has its log");
            }
            // A node whose standard input ends halts if it takes long; the JVM writes the file before it ends.
            node.child().signal("TERM");
            if (!node.child().awaitEnd(WRITING)) {
                throw new LabException("the JVM has not written " + part + " within " + WRITING.toSeconds() + " s");
            }
        }
        if (!Files.isReadable(part)) {
            throw new LabException("the JVM has not written " + part + ": " + logs + " has the log of its run");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The origin does not exist: a rehearsal has an origin of its own. */
    private static Map<String, String> settings(Layout layout, RedisServer redis) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("corral.node.name", NODE);
        settings.put("corral.writes", "true");
        settings.put("corral.warm.rehearsal", REHEARSAL);
        settings.put("corral.origin.url", "http://127.0.0.1:" + layout.origin() + "/rows/{key}");
        settings.put("corral.redis.prefix", redis.claimPrefix());
        settings.put("quarkus.redis.hosts", redis.url());
        return settings;
    }
}
