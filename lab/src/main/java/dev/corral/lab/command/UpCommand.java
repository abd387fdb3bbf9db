package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.Masked;
import dev.corral.lab.machine.Machine;
import dev.corral.lab.machine.Need;
import dev.corral.lab.machine.Preflight;
import dev.corral.lab.output.OutputFolder;
import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./corral up}: the lab's fleet on fixed ports, until Ctrl-C. */
@Command(
        name = UpCommand.NAME,
        description = "Runs the fleet of the lab on fixed ports until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {

    static final String NAME = "up";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description =
                    "Port of the first node; origin: 9 above; management ports: 1000 above. Default: ${DEFAULT-VALUE}.")
    int port;

    @Mixin
    ScenarioOptions options;

    @Option(names = "--without", split = ",", paramLabel = "LAYER", description = Mitigations.OPTION)
    List<String> without;

    @Mixin
    RedisOption redis;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the logs. Default: target/up.")
    Path out;

    @Override
    public Integer call() {
        Scenario scenario = options.scenario(Pace.LONG);
        Range.PORT.require(port);
        without = Require.list("--without", without);
        Mitigations.require(without);
        redis.require();
        try (OutputFolder folder = Folders.output(out, NAME)) {
            Preflight.require(NAME, Need.ofFleet(scenario), Machine.of(folder.path()));
            return keepUp(scenario, folder.logs());
        }
    }

    private int keepUp(Scenario scenario, Path logs) {
        Layout layout = Layout.from(port, Folders.apps(), logs, scenario.nodes());
        System.err.println("starting Redis, the origin and " + NodeCount.text(scenario.nodes()));
        // The processes are closed here, so that they end before the lock of their folder is released.
        try (Fleet fleet = Fleet.switchable(scenario, layout, redis.url(), without)) {
            System.out.println(welcome(fleet));
            return Serving.untilEnded(fleet::requireServices, fleet.redisWatch());
        }
    }

    private String welcome(Fleet fleet) {
        Layout layout = fleet.layout();
        StringBuilder text = new StringBuilder("\n");
        for (int each = 0; each < layout.nodes().size(); each++) {
            text.append(Text.of(
                    "node-%d   http://127.0.0.1:%d/caches   management http://127.0.0.1:%d/q/metrics%n",
                    each + 1, layout.nodes().get(each), layout.nodeManagement().get(each)));
        }
        return text.append(Text.of(
                        """
                        origin   http://127.0.0.1:%d/rows/hot   management http://127.0.0.1:%d/ledger
                        redis    %s
                        stacks   %s
                        token    %s

                        Try:
                          curl -i http://127.0.0.1:%d/caches/lock/hot
                          curl -s http://127.0.0.1:%d/caches/lock/hot/entry
                          curl -s http://127.0.0.1:%d/ledger
                          ./corral ctl status --node http://127.0.0.1:%d --token-file '%s'

                        Ctrl-C stops the fleet.""",
                        layout.origin(),
                        layout.originManagement(),
                        Masked.url(fleet.redis().url()),
                        Rung.names(),
                        fleet.tokenFile(),
                        layout.nodes().getFirst(),
                        layout.nodes().getLast(),
                        layout.originManagement(),
                        layout.nodeManagement().getFirst(),
                        fleet.tokenFile()))
                .toString();
    }
}
