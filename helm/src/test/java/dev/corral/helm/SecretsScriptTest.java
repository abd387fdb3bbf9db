package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.helm.Shell.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of the Jobs creates Secrets once and deletes only these, against as much of an API server as that takes. */
class SecretsScriptTest {

    private static final String SECRETS = "/api/v1/namespaces/shop/secrets";
    private static final String APPS = "/apis/apps/v1/namespaces/shop/";
    private static final String[] DRAW = {"draw", "corral-redis=password,admin-password", "corral-switches=token"};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> secrets = new ConcurrentHashMap<>();
    private final Set<String> installed = ConcurrentHashMap.newKeySet();
    private volatile boolean isQuotaUsedUp;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(folder.resolve("token"), "identity-of-the-job");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void missingSecrets_areCreatedWithDifferentValues() {
        Run run = run(DRAW);
        assertThat(run).isEqualTo(new Run(0, "Secret corral-redis is created.\nSecret corral-switches is created.\n"));
        List<String> drawn = new ArrayList<>();
        drawn.add(value("corral-redis", "password"));
        drawn.add(value("corral-redis", "admin-password"));
        drawn.add(value("corral-switches", "token"));
        assertThat(drawn).doesNotHaveDuplicates().allMatch(value -> value.matches("[0-9a-f]{64}"));
        assertThat(secrets.get("corral-redis")
                        .at("/metadata/annotations/helm.sh~1resource-policy")
                        .asText())
                .isEqualTo("keep");
    }

    @Test
    void existingSecrets_keepTheirValues() {
        run(DRAW);
        JsonNode before = secrets.get("corral-redis").deepCopy();
        assertThat(run(DRAW).output()).startsWith("Secret corral-redis exists and keeps its values.");
        assertThat(secrets.get("corral-redis")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"password\":\"c2VjcmV0\"}", "{\"password\":\"c2VjcmV0\",\"admin-password\":\"\"}"})
    void keyWithoutAValue_failsTheJobWithASentence(String data) {
        secrets.put("corral-redis", secret("{}", data));
        assertThat(run(DRAW))
                .isEqualTo(new Run(
                        1,
                        "Secret corral-redis has no key admin-password, or it is empty: add it, or delete the Secret, and"
                                + " upgrade the release again.\n"));
    }

    /**
     * Helm and Argo CD delete an object of the older manifest that the new one lacks, unless it has these annotations. Argo CD writes no
     * annotation of Helm. After a rollback to the older chart, the label of a created Secret can remain without the annotation.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":{\"helm.sh/chart\":\"corral-0.2.0\"},\"annotations\":{\"meta.helm.sh/release-name\":\"corral\"}}",
                "{\"labels\":{\"helm.sh/chart\":\"corral-0.2.0\"}}",
                "{\"labels\":{\"helm.sh/chart\":\"corral-0.2.0\",\"corral.dev/drawn\":\"true\"}}"
            })
    void secretOfAnOlderChart_isKept(String metadata) {
        secrets.put("corral-redis", secret(metadata, "{\"password\":\"b2xk\",\"admin-password\":\"b2xk\"}"));
        assertThat(run(DRAW).exitCode()).isZero();
        JsonNode kept = secrets.get("corral-redis");
        assertThat(kept.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
        assertThat(kept.at("/metadata/labels/corral.dev~1drawn").asText()).isEqualTo("true");
        assertThat(value("corral-redis", "password")).isEqualTo("old");
    }

    @Test
    void secretOfTheInstaller_isNotChanged() {
        secrets.put(
                "corral-redis",
                secret("{\"labels\":{\"team\":\"shop\"}}", "{\"password\":\"b2xk\",\"admin-password\":\"b2xk\"}"));
        JsonNode before = secrets.get("corral-redis").deepCopy();
        assertThat(run(DRAW).exitCode()).isZero();
        assertThat(secrets.get("corral-redis")).isEqualTo(before);
    }

    @Test
    void refusal_failsTheJobWithItsReason() throws IOException {
        Files.writeString(folder.resolve("token"), "somebody-else");
        Run run = run(DRAW);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Reading Secret corral-redis was refused by the API server with status 403");
    }

    /** The API server applies a quota before it finds that the object exists. */
    @Test
    void quotaOnSecrets_refusesOnlyTheCreation() {
        run(DRAW);
        isQuotaUsedUp = true;
        assertThat(run(DRAW).exitCode()).isZero();
        secrets.remove("corral-switches");
        assertThat(run(DRAW).output())
                .contains("The creation of Secret corral-switches was refused by the API server with status 403");
    }

    @Test
    void createdSecrets_areDeletedAfterTheRelease() {
        run(DRAW);
        secrets.get("corral-switches").withObjectProperty("metadata").remove("labels");
        assertThat(run("remove", "corral-redis", "corral-switches"))
                .isEqualTo(
                        new Run(
                                0,
                                "Secret corral-redis is deleted.\nSecret corral-switches was not created by this chart, and stays.\n"));
        assertThat(secrets).containsOnlyKeys("corral-switches");
    }

    /** {@code helm template | kubectl apply} starts the Job of the removal, too; the API server can refuse some of the objects. */
    @ParameterizedTest
    @CsvSource({"Deployment,deployments/corral-node", "StatefulSet,statefulsets/corral-redis"})
    void secretsOfAnInstalledRelease_stay(String kind, String path) {
        run(DRAW);
        installed.add(APPS + path);
        String name = path.substring(path.indexOf('/') + 1);
        assertThat(run("remove", "corral-redis", "corral-switches"))
                .isEqualTo(new Run(0, kind + " " + name + " exists: the Secrets of the release stay.\n"));
        assertThat(secrets).containsOnlyKeys("corral-redis", "corral-switches");
    }

    private Run run(String... command) {
        Map<String, String> environment = Map.of(
                "API", "http://127.0.0.1:" + server.getAddress().getPort(),
                "IDENTITY", folder.toString(),
                "WORK", folder.toString(),
                "NAMESPACE", "shop",
                "DEPLOYMENT", "corral-node",
                "STATEFUL_SET", "corral-redis",
                "LABELS", "{\"corral.dev/drawn\":\"true\"}",
                "ANNOTATIONS", "{\"helm.sh/resource-policy\":\"keep\"}",
                "TRIES", "1",
                "NO_PROXY", "*");
        String script = Chart.SOURCE.resolve("scripts/secrets.sh").toString();
        return Shell.run(
                environment,
                Stream.concat(Stream.of(script), Arrays.stream(command)).toArray(String[]::new));
    }

    private static ObjectNode secret(String metadata, String data) {
        ObjectNode secret = JSON.createObjectNode();
        secret.set("metadata", StrictYaml.tree(metadata));
        secret.set("data", StrictYaml.tree(data));
        return secret;
    }

    private String value(String secret, String key) {
        String encoded = secrets.get(secret).get("data").get(key).asText();
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().getPath();
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!"Bearer identity-of-the-job".equals(call.getRequestHeaders().getFirst("Authorization"))) {
            send(call, 403, JSON.createObjectNode());
        } else if (path.startsWith(APPS)) {
            send(call, installed.contains(path) ? 200 : 404, JSON.createObjectNode());
        } else if (path.equals(SECRETS) && isQuotaUsedUp) {
            send(call, 403, JSON.createObjectNode());
        } else if (path.equals(SECRETS)) {
            send(call, create((ObjectNode) StrictYaml.tree(body)), JSON.createObjectNode());
        } else if (!secrets.containsKey(name)) {
            send(call, 404, JSON.createObjectNode());
        } else if (call.getRequestMethod().equals("DELETE")) {
            send(call, 200, secrets.remove(name));
        } else {
            if (call.getRequestMethod().equals("PATCH")) {
                patch(
                        secrets.get(name).withObjectProperty("metadata"),
                        StrictYaml.tree(body).get("metadata"));
            }
            send(call, 200, secrets.get(name));
        }
    }

    private static void patch(ObjectNode metadata, JsonNode changes) {
        changes.properties()
                .forEach(each -> metadata.withObjectProperty(each.getKey()).setAll((ObjectNode) each.getValue()));
    }

    private int create(ObjectNode secret) {
        ObjectNode data = secret.putObject("data");
        secret.remove("stringData").properties().forEach(each -> {
            byte[] value = each.getValue().asText().getBytes(StandardCharsets.UTF_8);
            data.put(each.getKey(), Base64.getEncoder().encodeToString(value));
        });
        return secrets.putIfAbsent(secret.at("/metadata/name").asText(), secret) == null ? 201 : 409;
    }

    /** As the API server writes it for curl: with white space. */
    private static void send(HttpExchange call, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(body);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
