package dev.corral.lab.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.ctl.CtlCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with the real command line, and a stand-in for a node that stores each switch. */
class SwitchesInForceTest {

    private static final String APPLIED = "[]";
    private static final String ONE_IS_SILENT = "[{\"node\":\"node-2\",\"revision\":0}]";

    private final List<String> undone = new ArrayList<>();
    private final Deque<String> inForce = new ArrayDeque<>();
    private final SwitchesInForce switches = new SwitchesInForce(this::ctl);
    private HttpServer node;
    private String silent = APPLIED;
    private int status = 200;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("token"), "secret");
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", this::answer);
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/switches/undo")) {
            undone.add(inForce.pop());
        } else if (!path.equals("/switches")) {
            inForce.push(path);
        }
        byte[] json =
                (path.equals("/switches") ? state() : "{\"revision\":1,\"silent\":" + silent + "}").getBytes(UTF_8);
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private String state() {
        String gate = inForce.contains("/gate") ? "\"gate\":8," : "";
        String own = inForce.contains("/caches/full/shed") ? ",\"switches\":{\"shed\":true}" : "";
        return "{\"revision\":1,\"gateConfigured\":64," + gate
                + "\"caches\":[{\"cache\":\"full\",\"chain\":\"deadline>timeout\"" + own + "}],\"nodes\":[],"
                + "\"history\":[{\"revision\":1,\"at\":\"t\",\"who\":\"me\",\"what\":\"gate 8\",\"why\":\"\"}]}";
    }

    @Test
    void switchesOfTheGateAndOfCaches_areUndoneLatestFirst() {
        assertThat(ctl("gate 8").status()).isZero();
        assertThat(ctl("shed full on").status()).isZero();

        switches.undo();

        assertThat(undone).containsExactly("/caches/full/shed", "/gate");
    }

    @Test
    void switchThatANodeHasNotApplied_isUndoneAlthoughItsCommandFailed() {
        silent = ONE_IS_SILENT;
        assertThat(ctl("gate 8").status()).isEqualTo(1);
        silent = APPLIED;

        switches.undo();

        assertThat(undone).containsExactly("/gate");
    }

    @Test
    void switchThatTheDrillHasUndone_isNotUndoneAgain() {
        ctl("gate 8");
        ctl("undo");

        switches.undo();

        assertThat(undone).containsExactly("/gate");
    }

    @Test
    void undoThatFails_isTheSentenceOfTheCommand() {
        ctl("gate 8");
        silent = ONE_IS_SILENT;

        assertThatThrownBy(switches::undo)
                .hasMessageContaining("a switch could not be undone: ")
                .hasMessageContaining("revision 1 is not applied by node-2");
    }

    @Test
    void statusThatCannotBeRead_isAFailure() {
        status = 503;

        assertThatThrownBy(switches::undo).hasMessageStartingWith("the switches in force are unknown: ");
    }

    private Ctl.Result ctl(String arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        words.addAll(List.of(
                "--node",
                "http://127.0.0.1:" + node.getAddress().getPort(),
                "--token-file",
                folder.resolve("token").toString()));
        return new Ctl.Result(CtlCommand.run(out, out, words), text.toString());
    }
}
