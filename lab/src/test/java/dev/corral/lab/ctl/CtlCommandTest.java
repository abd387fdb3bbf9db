package dev.corral.lab.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.fleet.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the command line of switches, with a stand-in for a node. */
class CtlCommandTest {

    private static final String MADE = """
            {"revision":3,"what":"gate 8","confirmed":["node-1","node-2"],"silent":[],"away":[]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> requests = new ArrayList<>();
    private HttpServer node;
    private int status = 200;
    private String answer = MADE;
    private boolean answers = true;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", this::answer);
        node.start();
        Files.writeString(token(), "secret\n");
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                .replace("\"who\":\"" + System.getProperty("user.name") + "\"", "\"who\":\"me\"");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = answer.getBytes(UTF_8);
        if (answers) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stack full --with near,lock --without gate | PUT /caches/full/stack {'who':'me','with':['near','lock'],'without':['gate']}",
                "stack full --with near --why herd | PUT /caches/full/stack {'who':'me','why':'herd','with':['near']}",
                "gate 8 | PUT /gate {'who':'me','loads':8}",
                "ttl full 30s | PUT /caches/full/ttl {'who':'me','ttl':'30s'}",
                "ttl full 30s --prefix hot | PUT /caches/full/ttl {'who':'me','ttl':'30s','prefix':'hot'}",
                "stale full --while-revalidate 60s --if-error 5m | PUT /caches/full/stale {'who':'me','while-revalidate':'60s','if-error':'5m'}",
                "shed full on | PUT /caches/full/shed {'who':'me','shed':true}",
                "shed full off | PUT /caches/full/shed {'who':'me','shed':false}",
                "warm full a b/c | POST /caches/full/warm {'keys':['a','b/c']}",
                "undo | POST /switches/undo {'who':'me'}",
                "undo 2 | POST /switches/undo {'who':'me','revision':2}",
                "shed a/b on | PUT /caches/a%2Fb/shed {'who':'me','shed':true}"
            })
    void command_sendsItsRequestWithTheToken(String arguments, String request) {
        assertThat(run(arguments)).as(err.toString()).isZero();

        assertThat(requests).containsExactly(request.replace('\'', '"') + " Bearer secret");
    }

    @Test
    void switchThatAllConfirm_isZero() {
        assertThat(run("gate 8")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("revision 3: gate 8\napplied by node-1, node-2\n");
    }

    @Test
    void nodesThatHaveNotConfirmed_areNamedAndTheExitCodeIsOne() {
        answer = """
                {"revision":3,"what":"gate 8","confirmed":["node-1"],"away":["node-3"],
                 "silent":[{"node":"node-2","problem":"cache full has its configuration: a sentence"}]}""";

        assertThat(run("gate 8")).isEqualTo(1);
        assertThat(out.toString()).contains("away: node-3; a node that comes back applies it then");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("corral: revision 3 is not applied by node-2"
                        + " (cache full has its configuration: a sentence): look at it with ./corral ctl status\n");
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "404, 1", "409, 1", "422, 1", "504, 1", "503, 2", "500, 2"})
    void refusal_isTheSentenceOfTheNode(int given, int code) {
        status = given;
        answer = "{\"title\":\"No\",\"detail\":\"the sentence of the node\"}";

        assertThat(run("gate 8")).isEqualTo(code);
        assertThat(err.toString()).startsWith("corral: ").contains("the sentence of the node");
    }

    @Test
    void unknownCache_isNamedAsSuch() {
        status = 404;
        answer = "{\"title\":\"There is no such cache\",\"status\":404,\"detail\":\"GET /caches lists the caches\"}";

        assertThat(run("shed nosuch on")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("corral: There is no such cache: GET /caches lists the caches\n");
    }

    @Test
    void wrongToken_cannotBeTried() {
        status = 401;
        answer = "{\"title\":\"No\",\"detail\":\"x\"}";
        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString()).contains("does not accept the token: name its file with --token-file");
    }

    @Test
    void nodeWithoutSwitches_cannotBeTried() {
        status = 404;
        answer = "<html>";
        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString()).contains("start it with corral.switches.token-file");
    }

    @Test
    void unreachableNode_cannotBeTried() {
        int nobody = Ports.free(1).getFirst();
        assertThat(CtlCommand.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        List.of("status", "--node", "http://127.0.0.1:" + nobody)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no node answers at http://127.0.0.1:" + nobody, "correct --node");
    }

    @Test
    void nodeThatReceivesASwitchAndDoesNotAnswer_mayHaveMadeIt() {
        answers = false;

        assertThat(run("gate 8")).isEqualTo(1);
        assertThat(requests).hasSize(1);
        assertThat(err.toString())
                .contains("has not answered", "may have carried out the command", "before you repeat it");
    }

    @Test
    void nodeThatDoesNotAnswerAQuestion_isNoAnswer() {
        answers = false;

        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString()).contains("no node answers at http://127.0.0.1:", "correct --node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "secret word", "secret\nsecret", "s\u00e9cret"})
    void tokenFileWithoutAToken_isNamedAndNotQuoted(String content) throws IOException {
        Files.writeString(token(), content);

        assertThat(run("gate 8")).isEqualTo(2);
        assertThat(err.toString())
                .contains("the token file " + token() + " must contain a token and nothing else")
                .doesNotContain("cret");
        assertThat(requests).isEmpty();
    }

    @Test
    void whiteSpaceAroundTheToken_isNotSent() throws IOException {
        Files.writeString(token(), " secret \r\n\n");

        assertThat(run("gate 8")).isZero();
        assertThat(requests).allMatch(request -> request.endsWith(" Bearer secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shed full maybe | 'maybe' is given; it must be on or off: correct it",
                "status --node nowhere | --node is 'nowhere'; it must be the URL of a node's management port",
                "status --token-file nowhere | the token file"
            })
    void misuse_isOneSentenceAndSendsNothing(String arguments, String sentence) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
        assertThat(requests).isEmpty();
    }

    @Test
    void status_showsChainsSwitchesNodesAndHistory() {
        answer = """
                {"revision":4,"gate":8,"gateConfigured":64,
                 "caches":[{"cache":"full","chain":"deadline>timeout","switches":{"with":["lock"],"without":["gate"],
                   "ttl":"30s","ttlByPrefix":{"hot":"2s"},"ifError":"5m","shed":true}},
                  {"cache":"none","chain":"deadline>timeout"}],
                 "nodes":[{"node":"node-1","revision":4,"live":true,"heardMillis":10},
                  {"node":"node-2","revision":3,"live":true,"heardMillis":10},
                  {"node":"node-3","revision":2,"live":false,"heardMillis":12345}],
                 "history":[{"revision":4,"at":"2026-11-30T07:00:00Z","who":"ann","what":"shed full on","why":"a herd"}]}""";

        assertThat(run("status")).isZero();

        assertThat(out.toString().lines().map(String::strip))
                .containsExactly(
                        "revision 4",
                        "gate     8 loads on each node (switched; the configuration has 64)",
                        "",
                        "caches",
                        "full           deadline>timeout",
                        "switched: with lock, without gate, ttl 30s, ttl 2s of keys with prefix hot, stale if error 5m,"
                                + " shed (loads are refused)",
                        "none           deadline>timeout",
                        "",
                        "nodes",
                        "node-1         revision 4",
                        "node-2         revision 3, not yet revision 4",
                        "node-3         away, last heard 12 s ago",
                        "",
                        "last switches, newest first",
                        "4  2026-11-30T07:00:00Z  ann  shed full on (a herd)");
    }

    @Test
    void hotKeys_areListed() {
        answer = """
                {"cache":"full","window":"5m","loads":[{"key":"hot","count":123}],"reads":[]}""";

        assertThat(run("hot full")).isZero();

        assertThat(requests).containsExactly("GET /caches/full/hot  Bearer secret");
        assertThat(out.toString()).contains("123  hot", "most reads, estimated");
    }

    @Test
    void warmingThatFails_isOneWithTheFirstFailure() {
        answer = "{\"loaded\":1,\"stored\":0,\"absent\":0,\"failed\":2,\"failure\":\"origin failed: 500\"}";

        assertThat(run("warm full a b c")).isEqualTo(1);

        assertThat(out.toString()).contains("loaded 1, stored already 0, absent 0, failed 2");
        assertThat(err.toString()).contains("not all keys are loaded: origin failed: 500");
    }

    private int run(String arguments) {
        List<String> defaults = List.of(
                "--node", "http://127.0.0.1:" + node.getAddress().getPort(), "--token-file", token().toString());
        Stream<String> given = Stream.of(arguments.split(" "));
        List<String> all = Stream.concat(defaults.stream(), given).toList();
        if (arguments.contains("--node") || arguments.contains("--token-file")) {
            all = List.of(arguments.split(" "));
        }
        try (PrintWriter printed = new PrintWriter(out);
                PrintWriter errors = new PrintWriter(err)) {
            return CtlCommand.run(printed, errors, all);
        }
    }

    private Path token() {
        return folder.resolve("token");
    }
}
