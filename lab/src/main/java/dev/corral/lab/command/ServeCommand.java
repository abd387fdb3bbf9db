package dev.corral.lab.command;

import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.Masked;
import dev.corral.lab.fleet.OwnOrigin;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.text.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./corral serve}: cache nodes in front of the user's own origin, on fixed ports, until Ctrl-C. */
@Command(
        name = ServeCommand.NAME,
        description = "Runs cache nodes in front of your own HTTP service until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: ./corral serve --origin 'http://127.0.0.1:9000/rows/{key}' --cache full --ttl 30s"})
public final class ServeCommand implements Callable<Integer> {

    static final String NAME = "serve";

    @Mixin
    OriginOptions options;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of cache nodes. Default: ${DEFAULT-VALUE}.")
    int nodes;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the first node; management ports are 1000 above. Default: ${DEFAULT-VALUE}.")
    int port;

    @Mixin
    RedisOption redis;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the logs. Default: target/serve.")
    Path out;

    @Override
    public Integer call() {
        Range.NODES.require(nodes);
        Range.PORT.require(port);
        var settings = options.settings();
        Require.that(
                nodes == 1 || !settings.containsKey("corral.node.name"),
                "--set has 'corral.node.name', which gives all nodes the same name; a name must be unique in its fleet:"
                        + " remove it, or use --nodes 1");
        redis.require();
        try (OutputFolder folder = Folders.output(out, NAME)) {
            Preflight.require(NAME, Need.ofServing(nodes, options.heapMiB()), Machine.of(folder.path()));
            return serve(settings, folder.logs());
        }
    }

    private int serve(Map<String, String> settings, Path logs) {
        Layout layout = Layout.ofNodes(port, Folders.apps(), logs, nodes);
        System.err.println(
                "starting " + (redis.url() == null ? "Redis and " : "") + NodeCount.text(nodes) + "; logs: " + logs);
        // The nodes are closed here, so that they end before the lock of their folder is released.
        try (OwnOrigin serving = OwnOrigin.serve(layout, redis.url(), settings, options.heapMiB())) {
            System.out.println(welcome(layout, serving));
            return Serving.untilEnded(serving::requireNodes, serving.redisWatch());
        }
    }

    private String welcome(Layout layout, OwnOrigin serving) {
        StringBuilder text = new StringBuilder("\n");
        for (int each = 0; each < nodes; each++) {
            text.append(Text.of(
                    "%s   http://127.0.0.1:%d/caches/%s/{key}   metrics http://127.0.0.1:%d/q/metrics%n",
                    Layout.nodeName(each),
                    layout.nodes().get(each),
                    options.cache(),
                    layout.nodeManagement().get(each)));
        }
        text.append(Text.of("origin   %s%nredis    %s%n", Masked.url(options.origin), Masked.url(serving.redisUrl())));
        return text.append(Text.of(
                        "%nTry:%n  curl -i 'http://127.0.0.1:%d/caches/%s/{key}'%n%nCtrl-C stops the nodes.",
                        port, options.cache()))
                .toString();
    }
}
