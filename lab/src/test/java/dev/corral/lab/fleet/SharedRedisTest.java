package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a run on a shared Redis leaves the keys of others unchanged and none of its own. */
class SharedRedisTest {

    private static final String SERVING = "corral:v:qlrh0sitgg:{full:%d}";
    private static final int ROWS = 200;

    @TempDir
    Path folder;

    private RedisServer theirs;

    @BeforeEach
    void serveRows() {
        theirs = RedisServer.start(folder.resolve("theirs"));
        for (int row = 0; row < ROWS; row++) {
            set(String.format(java.util.Locale.ROOT, SERVING, row));
        }
        set("corral:h:qlrh0sitgg:{node-1}:1");
        set("corral-lab-of-somebody:v:rows:{full:hot}");
        set("sessions:42");
    }

    @AfterEach
    void end() {
        theirs.close();
    }

    private void set(String key) {
        theirs.client().send(Request.cmd(Command.SET, key, "theirs"));
    }

    /** Returns every key with its value. */
    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        theirs.client()
                .keys("*")
                .forEach(key -> all.put(
                        key, theirs.client().send(Request.cmd(Command.GET, key)).toString()));
        return all;
    }

    private List<String> keysOf(RedisServer run) {
        return theirs.client().keys(run.prefix() + ":*");
    }

    @Test
    void fleet_leavesTheKeysOfOthersAndNoneOfItsOwn() {
        Map<String, String> before = all();
        Layout layout = Layout.anywhere(
                Path.of("..").toAbsolutePath().normalize(),
                folder.resolve("logs"),
                scenario().nodes());
        RedisServer run;
        try (Fleet fleet = Fleet.start(scenario(), layout, theirs.url(), List.of());
                NodeClient client = new NodeClient(layout.nodes())) {
            run = fleet.redis();
            for (int row = 0; row < ROWS; row++) {
                client.read(0, Rung.FULL.cache(), "product-" + row);
            }
            client.read(0, Rung.NEGATIVE.cache(), "absent-1");
            assertThat(keysOf(run)).as("what the run has stored").hasSizeGreaterThan(ROWS);
            fleet.redis().client().forgetEntries();
            assertThat(all()).containsAllEntriesOf(before);
            client.read(0, Rung.FULL.cache(), "product-1");
        }
        assertThat(keysOf(run)).isEmpty();
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void nodesWithoutTheRunsPrefix_leaveNothingToSearchFor() {
        RedisServer.at(theirs.url()).close();
        assertThat(scans()).isZero();
        RedisServer fleets = RedisServer.at(theirs.url());
        fleets.claimPrefix();
        fleets.close();
        assertThat(scans()).isPositive();
    }

    private int scans() {
        String commands =
                theirs.client().send(Request.cmd(Command.INFO, "commandstats")).toString();
        return (int) commands.lines()
                .filter(line -> line.startsWith("cmdstat_scan:"))
                .count();
    }

    @Test
    void searchOfALargeRedis_isBounded() {
        try (RedisServer run = RedisServer.at(theirs.url())) {
            String key = run.claimPrefix() + ":v:" + run.identity() + ":{full:1}";
            set(key);
            assertThat(run.client().removeKeys(Duration.ZERO)).isFalse();
            assertThatThrownBy(() -> run.client().forgetEntries(Duration.ZERO))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("within 0 s: use a Redis with fewer keys");
            assertThat(theirs.client().keys(key)).hasSize(1);
            run.client().forgetEntries();
            assertThat(theirs.client().keys(key)).isEmpty();
        }
    }

    @Test
    void runs_haveDifferentPrefixes() {
        try (RedisServer one = RedisServer.at(theirs.url());
                RedisServer other = RedisServer.at(theirs.url())) {
            assertThat(one.prefix()).isNotEqualTo(other.prefix()).matches("[A-Za-z0-9_-]{1,32}");
            assertThat(one.prefix()).isNotEqualTo(theirs.prefix());
        }
    }

    @Test
    void commandsThatOthersWouldFeel_areRefused() {
        try (RedisServer shared = RedisServer.at(theirs.url())) {
            RedisClient client = shared.client();
            assertThatThrownBy(client::flush).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(client::forgetScripts).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(client::endMemoryLimit).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> client.hang(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(client::killData).isInstanceOf(IllegalStateException.class);
        }
        assertThat(all()).hasSize(ROWS + 3);
    }

    private static Scenario scenario() {
        return new Scenario(
                1,
                42,
                1,
                new Scenario.Load(10, 10, 10, ROWS, 0),
                new Scenario.Times(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(6),
                        0.2,
                        Duration.ofSeconds(60)),
                new Scenario.Origin(Duration.ofMillis(1), 0, 64, 200, 64));
    }
}
