package dev.corral.node.switches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run-time switches of packaged nodes that share one Redis. */
class SwitchesProcessTest {

    private static final String TOKEN = "a-token";
    private static final String NAIVE = "deadline>lookup>fill>timeout";
    private static final String LOCKED = "deadline>lookup>single-flight>lock>fill>timeout";
    private static final String ADD_LOCK = "{\"with\":[\"single-flight\",\"lock\"],\"who\":\"ann\",\"why\":\"a herd\"}";
    private static final int AT_ONCE = 8;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final OwnRedis redis = opened(new OwnRedis());
    private final HeldOrigin origin = opened(new HeldOrigin());

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void switch_isAppliedByAllNodesConfirmedRecordedAndUndone() {
        NodeProcess one = node("node-1");
        NodeProcess other = node("node-2");

        JsonObject made = ok(put(one, "/caches/naive/stack", ADD_LOCK));

        assertThat(made.getLong("revision")).isEqualTo(1);
        assertThat(made.getString("what")).isEqualTo("stack naive --with single-flight,lock");
        assertThat(made.getJsonArray("confirmed")).containsExactly("node-1", "node-2");
        assertThat(made.getJsonArray("silent")).isEmpty();
        for (NodeProcess node : List.of(one, other)) {
            assertThat(chain(node, "naive")).isEqualTo(LOCKED);
            assertThat(node.log()).contains("Switches are applied: revision 1 (stack naive --with");
            assertThat(node.management("/q/metrics"))
                    .contains("corral_switch_revision 1.0", "corral_switched{cache=\"naive\",switch=\"stack\",} 1.0");
        }
        JsonObject recorded = status(other).getJsonArray("history").getJsonObject(0);
        assertThat(recorded.getString("who")).isEqualTo("ann");
        assertThat(recorded.getString("why")).isEqualTo("a herd");
        assertThat(recorded.getString("at")).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

        JsonObject undone = ok(send("POST", other, "/switches/undo", "{}"));

        assertThat(undone.getString("what")).isEqualTo("undo 1 (stack naive --with single-flight,lock)");
        for (NodeProcess node : List.of(one, other)) {
            assertThat(chain(node, "naive")).isEqualTo(NAIVE);
            assertThat(node.management("/q/metrics"))
                    .contains("corral_switch_revision 2.0")
                    .doesNotContain("corral_switched{");
        }
        assertThat(send("POST", one, "/switches/undo", "{}").body()).contains("there is no switch to undo");
    }

    @Test
    void eachSwitch_changesWhatItNames() {
        NodeProcess node = node("node-1");
        origin.row("k", "row", 1);
        origin.row("l", "row", 1);
        assertThat(node.client().get("/caches/full/k").statusCode()).isEqualTo(200);

        ok(put(node, "/caches/full/shed", "{\"shed\":true}"));
        assertThat(node.client().get("/caches/full/k").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = node.client().get("/caches/full/l");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("the switch shed of this cache is on");
        assertThat(origin.queries("l")).isZero();
        ok(put(node, "/caches/full/shed", "{\"shed\":false}"));
        assertThat(node.client().get("/caches/full/l").statusCode()).isEqualTo(200);

        String[] asCurlSends = {"Authorization", "Bearer " + TOKEN, "Content-Type", "application/x-www-form-urlencoded"
        };
        ok(node.managementClient()
                .send("PUT", "/gate", "{\"loads\":8,\"why\":\"100 %\"}", asCurlSends)
                .join());
        ok(put(node, "/caches/full/ttl", "{\"ttl\":\"30s\"}"));
        ok(put(node, "/caches/full/ttl", "{\"ttl\":\"2s\",\"prefix\":\"hot\"}"));
        ok(put(node, "/caches/full/stale", "{\"while-revalidate\":\"60s\",\"if-error\":\"5m\"}"));
        assertThat(node.client().get("/caches/full").body())
                .contains("\"loads\":8,\"queue\":8", "\"ttl\":\"30s\"", "\"ttl-by-prefix.hot\":\"2s\"")
                .contains("\"stale-while-revalidate\":\"1m\"", "\"stale-if-error\":\"5m\"");

        origin.row("w", "row", 1);
        JsonObject warmed = ok(send("POST", node, "/caches/lock/warm", "{\"keys\":[\"w\",\"absent\"]}"));
        assertThat(warmed.getLong("loaded")).isEqualTo(1);
        assertThat(warmed.getLong("absent")).isEqualTo(1);
        assertThat(origin.queries("w")).isEqualTo(1);
        assertThat(ok(send("POST", node, "/caches/lock/warm", "{\"keys\":[\"w\"]}"))
                        .getLong("stored"))
                .isEqualTo(1);
    }

    @Test
    void refusedRequest_changesNothingOnAnyNode() {
        NodeProcess one = node("node-1");
        NodeProcess other = node("node-2");

        assertThat(one.managementClient().get("/switches").statusCode()).isEqualTo(401);
        assertThat(one.managementClient()
                        .get("/switches", "Authorization", "Bearer a-toke")
                        .statusCode())
                .isEqualTo(401);
        refused(422, put(one, "/caches/naive/stack", "{\"with\":[\"brakes\"]}"), "there is no mitigation 'brakes'");
        refused(
                422,
                put(one, "/caches/none/stack", "{\"with\":[\"lock\"]}"),
                "'lock' guards entries that 'fill' writes");
        refused(
                422,
                put(one, "/caches/full/ttl", "{\"ttl\":\"0s\"}"),
                "corral.caches.full.ttl (0ms) must be at least 1ms");
        refused(422, put(one, "/caches/full/ttl", "{\"ttl\":\"13h\"}"), "the fences of this fleet allow 12h");
        String storesNothing = " has no effect: its chain is deadline>timeout; add 'lookup' and 'fill' to"
                + " corral.caches.none.layers";
        refused(
                422,
                put(one, "/caches/none/ttl", "{\"ttl\":\"8s\"}"),
                "cache none stores no entries, so that a TTL" + storesNothing);
        refused(422, put(one, "/caches/none/ttl", "{\"ttl\":\"8s\",\"prefix\":\"hot\"}"), "a TTL" + storesNothing);
        refused(422, put(one, "/caches/none/stale", "{\"while-revalidate\":\"1m\"}"), "a stale limit" + storesNothing);
        refused(422, put(one, "/caches/none/stale", "{\"if-error\":\"0s\"}"), "a stale limit" + storesNothing);
        refused(422, send("POST", one, "/caches/none/warm", "{\"keys\":[\"k\"]}"), "loading its keys" + storesNothing);
        refused(422, put(one, "/gate", "{\"loads\":0}"), "corral.gate.loads (0) must be at least 1");
        refused(400, put(one, "/gate", "{\"load\":1}"), "'load' is not known");
        refused(400, put(one, "/gate", "not json"), "the body must be a JSON object");
        refused(400, put(one, "/caches/full/ttl", "{\"ttl\":\"soon\"}"), "ttl is 'soon'; it must be a time");
        refused(400, put(one, "/gate", "null"), "the body must be a JSON object");
        String large = "{\"why\":\"" + "x".repeat(70_000) + "\"}";
        refused(413, put(one, "/gate", large), "at most 65536 bytes");
        refused(
                413,
                one.managementClient().sendChunked("PUT", "/gate", large.getBytes(UTF_8), bearer(TOKEN)),
                "at most 65536 bytes");
        refused(422, put(one, "/gate", "{\"loads\":8,\"who\":\"a\\nINFO b\"}"), "no line breaks");
        refused(400, send("POST", one, "/caches/full/warm", "{}"), "keys has 0 keys; it must have 1 to 1000");
        refused(404, put(one, "/caches/nosuch/shed", "{\"shed\":true}"), "GET /caches lists the caches");

        for (NodeProcess node : List.of(one, other)) {
            assertThat(status(node).getLong("revision")).isZero();
            assertThat(chain(node, "naive")).isEqualTo(NAIVE);
        }
    }

    @Test
    void tokenThatIsReplaced_isValidWithoutARestart() throws IOException {
        NodeProcess node = node("node-1");
        assertThat(status(node).getLong("revision")).isZero();

        Files.writeString(token(), "another\n");

        assertThat(node.managementClient().get("/switches", bearer(TOKEN)).statusCode())
                .isEqualTo(401);
        assertThat(node.managementClient().get("/switches", bearer("another")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nodeWithoutAToken_hasNoRoutesAndReadsNoSwitches() {
        NodeProcess with = node("node-1");
        ok(put(with, "/caches/naive/stack", ADD_LOCK));
        NodeProcess without = opened(new NodeProcess(settings("node-2"))).ready();

        assertThat(without.managementClient().get("/switches", bearer(TOKEN)).statusCode())
                .isEqualTo(404);
        assertThat(put(without, "/gate", "{\"loads\":1}").statusCode()).isEqualTo(404);
        assertThat(without.client().get("/caches/naive").body()).doesNotContain("lock");
    }

    @Test
    void switchesAtOnce_areOneWinnerEachTimeAndTheOthersAreTold() {
        List<NodeProcess> nodes = List.of(node("node-1"), node("node-2"));

        List<CompletableFuture<HttpResponse<String>>> made = IntStream.range(0, AT_ONCE)
                .mapToObj(each -> begin(
                        "PUT",
                        nodes.get(each % 2),
                        "/gate",
                        "{\"loads\":" + (each + 1) + ",\"who\":\"w" + each + "\"}"))
                .toList();
        List<HttpResponse<String>> answers =
                made.stream().map(CompletableFuture::join).toList();

        List<HttpResponse<String>> won =
                answers.stream().filter(each -> each.statusCode() == 200).toList();
        assertThat(won).isNotEmpty().hasSizeLessThan(AT_ONCE);
        assertThat(answers).filteredOn(each -> !won.contains(each)).allSatisfy(lost -> {
            assertThat(lost.statusCode()).isEqualTo(409);
            assertThat(lost.body()).contains("another switch was made at the same moment: revision ", "(gate ", "by w");
        });
        assertThat(status(nodes.get(1)).getLong("revision")).isEqualTo(won.size());
    }

    @Test
    void nodeThatWasAway_appliesTheSwitchWhenItIsBack() {
        NodeProcess one = node("node-1");
        NodeProcess other = node("node-2");
        other.pause();

        JsonObject made = ok(put(one, "/caches/naive/stack", ADD_LOCK));

        assertThat(made.getJsonArray("confirmed")).containsExactly("node-1");
        assertThat(made.getJsonArray("away")).containsExactly("node-2");
        other.resume();
        Await.until("the node that was away has it", () -> chain(other, "naive").equals(LOCKED));
        Await.until("it has confirmed", () -> liveNodes(one).equals(List.of("node-1 1", "node-2 1")));
    }

    @Test
    void nodeThatStarts_hasTheSwitchesBeforeItIsReady() {
        NodeProcess one = node("node-1");
        ok(put(one, "/caches/naive/stack", ADD_LOCK));
        one.terminate();
        one.ended();

        NodeProcess again = opened(new NodeProcess(withToken("node-1"))).ready();

        assertThat(chain(again, "naive")).isEqualTo(LOCKED);
    }

    @Test
    void redisThatComesBackEmpty_getsTheSwitchesBackFromTheNodes() {
        NodeProcess one = node("node-1");
        NodeProcess other = node("node-2");
        ok(put(one, "/caches/naive/stack", ADD_LOCK));

        redis.flush();

        Await.until("the document is back", () -> redis.exist("corral:s:{fleet}:document") == 1);
        assertThat(status(other).getLong("revision")).isEqualTo(1);
        assertThat(chain(one, "naive")).isEqualTo(LOCKED);
        assertThat(ok(put(other, "/gate", "{\"loads\":8}")).getJsonArray("confirmed"))
                .containsExactly("node-1", "node-2");
    }

    @Test
    void switchRightAfterRedisHasLostEverything_isMadeOnTopOfTheOthers() {
        NodeProcess node = node("node-1");
        ok(put(node, "/caches/naive/stack", ADD_LOCK));

        redis.flush();
        JsonObject made = ok(put(node, "/gate", "{\"loads\":8}"));

        assertThat(made.getLong("revision")).isEqualTo(2);
        assertThat(chain(node, "naive")).isEqualTo(LOCKED);
    }

    @Test
    void redisThatIsFull_keepsItsSwitchesInForceAndIsNamedAsTheReason() {
        NodeProcess one = node("node-1");
        ok(put(one, "/caches/naive/stack", ADD_LOCK));
        redis.command("CONFIG", "SET", "maxmemory", "1");

        HttpResponse<String> refused = put(one, "/gate", "{\"loads\":8}");
        NodeProcess started = opened(new NodeProcess(withToken("node-2"))).ready();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("its memory is full");
        assertThat(chain(started, "naive")).isEqualTo(LOCKED);
    }

    @Test
    void redisThatIsPaused_answersEachRequestInTime() {
        NodeProcess node = node("node-1");
        redis.command("CLIENT", "PAUSE", 3_000);

        HttpResponse<String> refused = put(node, "/gate", "{\"loads\":8}");
        JsonObject status = status(node);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("store unavailable");
        assertThat(status.getLong("revision")).isZero();
        assertThat(status.getJsonArray("nodes")).isEmpty();
        Await.until("it reports again", () -> liveNodes(node).equals(List.of("node-1 0")));
    }

    @Test
    void configurationThatEndsSwitches_endsThemOnAllNodesAndCanBeUndone() {
        NodeProcess one = node("node-1");
        ok(put(one, "/caches/naive/stack", ADD_LOCK));

        NodeProcess upgraded = opened(new NodeProcess(with(withToken("node-2"), "corral.switches.ended-through=1")))
                .ready();

        assertThat(chain(upgraded, "naive")).isEqualTo(NAIVE);
        Await.until("the other node has ended them", () -> chain(one, "naive").equals(NAIVE));
        assertThat(status(one).getLong("revision")).isEqualTo(2);
        ok(send("POST", upgraded, "/switches/undo", "{}"));
        assertThat(chain(one, "naive")).isEqualTo(LOCKED);
        assertThat(chain(upgraded, "naive")).isEqualTo(LOCKED);
    }

    @Test
    void nodeWhoseConfigurationContradicts_isNamedAndKeepsItsConfiguration() {
        NodeProcess one = node("node-1");
        opened(new NodeProcess(with(withToken("node-2"), "corral.caches.naive.layers=deadline,timeout")))
                .ready();

        JsonObject made = ok(put(one, "/caches/naive/stack", ADD_LOCK));

        assertThat(made.getJsonArray("confirmed")).containsExactly("node-1");
        assertThat(made.getJsonArray("silent").getJsonObject(0).getString("problem"))
                .startsWith("cache naive has its configuration: 'lock' guards entries that 'fill' writes");
    }

    @Test
    void mitigationThatOnlyTheReceivingNodeIsConfiguredWith_isAppliedByTheOther() {
        NodeProcess one = opened(new NodeProcess(
                        with(withToken("node-1"), "corral.caches.naive.layers=" + LOCKED.replace('>', ','))))
                .ready();
        Await.until("it has reported", () -> one.readiness().contains("\"store\": \"connected\""));
        NodeProcess other = node("node-2");

        ok(put(one, "/caches/naive/stack", ADD_LOCK));

        assertThat(chain(other, "naive")).isEqualTo(LOCKED);
    }

    @Test
    void redisThatIsDown_leavesAStartWithTheConfiguration() {
        NodeProcess node = opened(new NodeProcess(with(withToken("node-1"), "quarkus.redis.hosts=redis://127.0.0.1:1")))
                .ready();

        assertThat(chain(node, "naive")).isEqualTo(NAIVE);
        assertThat(status(node).getJsonArray("nodes")).isEmpty();
        HttpResponse<String> refused = put(node, "/gate", "{\"loads\":8}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("store unavailable");
    }

    private static void refused(int status, HttpResponse<String> answer, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(sentence);
    }

    private static JsonObject ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject status(NodeProcess node) {
        return ok(node.managementClient().get("/switches", bearer(TOKEN)));
    }

    private static String chain(NodeProcess node, String cache) {
        JsonArray caches = status(node).getJsonArray("caches");
        return caches.stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("cache").equals(cache))
                .map(each -> each.getString("chain"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> liveNodes(NodeProcess node) {
        return status(node).getJsonArray("nodes").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getBoolean("live"))
                .map(each -> each.getString("node") + " " + each.getLong("revision"))
                .toList();
    }

    private static HttpResponse<String> put(NodeProcess node, String path, String body) {
        return send("PUT", node, path, body);
    }

    private static HttpResponse<String> send(String method, NodeProcess node, String path, String body) {
        return begin(method, node, path, body).join();
    }

    private static CompletableFuture<HttpResponse<String>> begin(
            String method, NodeProcess node, String path, String body) {
        return node.managementClient().send(method, path, body, bearer(TOKEN));
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private NodeProcess node(String name) {
        NodeProcess node = opened(new NodeProcess(withToken(name))).ready();
        Await.until("it has reported", () -> node.readiness().contains("\"store\": \"connected\""));
        return node;
    }

    private List<String> settings(String name) {
        return List.of(
                "quarkus.redis.hosts=" + redis.uri(), "corral.origin.url=" + origin.url(), "corral.node.name=" + name);
    }

    private List<String> withToken(String name) {
        if (!Files.exists(token())) {
            try {
                Files.writeString(token(), TOKEN + "\n");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return with(settings(name), "corral.switches.token-file=" + token());
    }

    private static List<String> with(List<String> settings, String more) {
        List<String> all = new ArrayList<>(settings);
        all.add(more);
        return all;
    }

    private Path token() {
        return folder.resolve("token");
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }
}
