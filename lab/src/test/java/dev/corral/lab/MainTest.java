package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.fleet.ChildEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lab --nodes 0 | --nodes is 0; it must be 1 to 8 cache nodes: correct it",
                "lab --rungs naive,nonsense | there is no rung 'nonsense'; the rungs are none, naive,",
                "lab --without brakes | there is no mitigation 'brakes'; the mitigations are single-flight,",
                "lab --ttl 6 | --ttl is '6'; it must be a time such as 400ms, 6s or 2m: correct it",
                "lab --ttl 500ms | --ttl is 500ms; it must be more than twice --origin-median (400ms)",
                "lab --nodes three | --nodes is 'three'; it must be a whole number of 1 to 8 cache nodes: correct it",
                "lab --boundaries 0 | --boundaries is 0; it must be 1 to 1000: correct it",
                "lab --rate -5 | --rate is -5; it must be 1 to 20000 reads per second: correct it",
                "lab --quick --long | --quick and --long are both given; a run has one length",
                "lab --controls --rungs lock | --rungs is given with --controls, which has a length, rungs and mitigations",
                "lab --controls --without lock | --without is given with --controls",
                "lab --controls --long | --long is given with --controls",
                "lab --controls --no-trials | --no-trials is given with --controls",
                "lab --controls --nodes 1 | --nodes is 1; it must be 2 or more with --controls",
                "lab --quick --ttl 500ms | it must be more than twice --origin-median (250ms)",
                "scopes --nodes 0 | --nodes is 0; it must be 1 to 8 cache nodes: correct it",
                "scopes --nodes 1,9 | --nodes is 9; it must be 1 to 8 cache nodes: correct it",
                "scopes --nodes , | --nodes is empty; it must have one value or more",
                "scopes --nodes a | --nodes is 'a'; it must be a whole number of 1 to 8 cache nodes: correct it",
                "scopes --nodes 3,1,3 | --nodes has '3' twice; each value may be given once: remove one",
                "bench --only nonsense | there is no measure 'nonsense'; the measures are near-hit, store-hit,",
                "bench --quick --only near-hit | --quick runs only the measures that count",
                "compare one.json | Missing required parameter: 'B.json'",
                "compare nowhere.json nowhere.json | there is no report at",
                "compare pom.xml pom.xml | pom.xml is not JSON; a report must be JSON",
                "up --without brakes | there is no mitigation 'brakes'; the mitigations are single-flight,",
                "lab --without brakes | breaker, gate, stale-if-error",
                "break --only nonsense | there is no fault 'nonsense'; the faults are holder-killed,",
                "drill --only nonsense | there is no herd 'nonsense'; the herds are metastable, hot-key,",
                "drill --only , | --only is empty; it must have one value or more",
                "drill --only hot-key --quick | --only and --quick are both given; each selects the herds",
                "drill --hidden 1 --check | --hidden is given with --only, --quick, --check or --keep",
                "drill --hidden x | --hidden is 'x'; it must be a whole number",
                "break --only soak | --only has soak, which takes half an hour and is run with --long only: add --long",
                "break --only soak,redis-full --long | --long is for soak alone",
                "break --long | --long is for soak alone",
                "break --only soak --long --quick | --long and --quick are given; a run has one length",
                "bench --quick --only cold-node | --quick runs only the measures that count",
                "break --redis redis://127.0.0.1 | Unknown option",
                "up --port 80 | --port is 80; it must be 1024 to 60000: correct it",
                "serve | Missing required option: '--origin=URL'",
                "serve --origin http://127.0.0.1:9000/rows | it must be a URL with {key} exactly once",
                "serve --origin http://127.0.0.1:9000/{key}/{key} | it must be a URL with {key} exactly once",
                "serve --origin 127.0.0.1:9000/{key} | it must be a URL that begins with http:// or https://",
                "serve --origin http://u:word@h/{key} | --origin is 'http://***@h/{key}'; it must have no user or password",
                "serve --origin http://h/{key}#x | it must have no fragment: remove the part from # on",
                "serve --origin http://{key}.h/x | it must have {key} in its path or query",
                "serve --origin http://h?id={key} | it must have {key} in its path or query, after the /",
                "serve --origin http:///{key} | it must have a host: add it",
                "serve --origin http://my_app/{key} | it must have no underscore in the host name",
                "serve --origin http://h:99999/{key} | it must have a port of 1 to 65535",
                "serve --origin http://h:0/{key} | it must have a port of 1 to 65535",
                "serve --origin http://h:x/{key} | it must have a port of 1 to 65535",
                "serve --origin http://::1/{key} | one of IPv6 in brackets",
                "serve --origin http://[::x]/{key} | one of IPv6 in brackets",
                "serve --origin http://[fe80::1%lo]/{key} | no zone in the address",
                "serve --origin http://a..b/{key} | a host name of letters, digits, dots and dashes",
                "serve --origin http://localhost./{key} | a host name of letters, digits, dots and dashes",
                "serve --origin http://256.1.1.1/{key} | a host name of letters, digits, dots and dashes",
                "serve --origin http://b\u00fccher.test/{key} | write it as xn--bcher-kva.test",
                "serve --origin http://h/<{key}> | only characters that a URL can have",
                "serve --origin ftp://h/{key} | it must be a URL that begins with http:// or https://",
                "serve --origin http://h/{key} --redis localhost:6379 | --redis is 'localhost:6379'; it must be redis://",
                "serve --origin http://h/{key} --redis http://h | --redis is 'http://h'; it must be redis://",
                "serve --origin http://h/{key} --redis redis:/h | --redis is 'redis:/h'; it must be redis://",
                "up --redis redis://h:99999 | with a port of 1 to 65535",
                "lab --redis redis://:wo/rd@h | --redis is 'redis://***@h'; it must be redis://",
                "scopes --redis redis://h/x | the number of a database",
                "up --redis-password-file x | --redis-password-file is given without --redis",
                "up --redis redis://h --redis-password-file nowhere | it must be a text file that you can read",
                "serve --origin http://h/{key} --set quarkus.management.host=0.0.0.0 | it must not be set, because",
                "serve --origin http://h/{key} --set quarkus.management.ssl.certificate.key-files=k | it must not be set, because",
                "serve --origin http://h/{key} --set quarkus.management.enabled=false | it must not be set, because",
                "serve --origin http://h/{key} --set quarkus.management.port=1 | --port sets (1000 above it)",
                "serve --origin http://h/{key} --set quarkus.smallrye-health.root-path=/h | it must not be set, because",
                "serve --origin http://h/{key} --nodes 99 | --nodes is 99; it must be 1 to 8 cache nodes: correct it",
                "serve --origin http://h/{key} --nodes 2 --set corral.node.name=x | which gives all nodes the same name",
                "serve --origin http://h/{key} --port abc | --port is 'abc'; it must be a whole number of 1024 to 60000: correct it",
                "serve --origin http://h/{key} --port 99999999999 | --port is '99999999999'; it must be a whole number of 1024 to 60000",
                "serve --origin http://h/{key} --ttl 0s | --ttl is 0s; it must be 1ms to 87600h: correct it",
                "serve --origin http://h/{key} --ttl -1s | --ttl is -1s; it must be 1ms to 87600h: correct it",
                "serve --origin http://h/{key} --ttl 9999999999999999999s | it must be a time such as",
                "serve --origin http://h/{key} --max-body 9999999999 | it must be a whole number of 1 to 268435456 bytes: correct it",
                "lab --ttl 2562047788015215h | --ttl is 2562047788015215h; it must be 500ms to 10m: correct it",
                "lab --ttl -1s | --ttl is -1s; it must be 500ms to 10m: correct it",
                "lab --origin-median 2562047788015215h | --origin-median is 2562047788015215h; it must be 1ms to 2s",
                "lab --rate NaN | --rate is NaN; it must be 1 to 20000",
                "lab --zipf NaN | --zipf is NaN; it must be 0 to 5",
                "lab --seed abc | --seed is 'abc'; it must be a whole number: correct it",
                "serve --origin http://127.0.0.1/{key} --cache best | there is no rung 'best'; the rungs are none, naive,",
                "serve --origin http://127.0.0.1/{key} --nodes 0 | --nodes is 0; it must be 1 to 8 cache nodes: correct it",
                "serve --origin http://127.0.0.1/{key} --port 80 | --port is 80; it must be 1024 to 60000: correct it",
                "serve --origin http://127.0.0.1/{key} --ttl 6 | --ttl is '6'; it must be a time such as 400ms, 6s or 2m: correct it",
                "serve --origin http://127.0.0.1/{key} --max-body 0 | --max-body is 0; it must be 1 to 268435456 bytes: correct it",
                "serve --origin http://127.0.0.1/{key} --set verbose | --set is 'verbose'; it must be PROPERTY=VALUE, such as corral.writes=true: correct it",
                "lab --frobnicate | Unknown option: '--frobnicate' (see",
                "lab --node=3 | Unknown option: '--node=3'; the closest name is --nodes (see",
                "serv | Unmatched argument at index 0: 'serv'; the closest name is serve (see",
                "lab --keys 0 | --keys is 0; it must be 1 to 100000 product keys: correct it",
                "lab --value-size 0 | --value-size is 0; it must be 1 to 1048576 bytes: correct it",
                "lab --origin-workers 0 | --origin-workers is 0; it must be 1 to 100000: correct it",
                "lab --zipf x | --zipf is 'x'; it must be a number of 0 to 5: correct it",
                "lab --ttl 1ms | --ttl is 1ms; it must be 500ms to 10m: correct it",
                "lab --nodes \u0663 | --nodes is '\u0663'; it must be a whole number of 1 to 8 cache nodes",
                "lab --seed \u0663 | --seed is '\u0663'; it must be a whole number",
                "lab --ttl \u0663\u0663\u0663\u0663ms | it must be a time such as",
                "lab --rungs , | --rungs is empty; it must have one value or more",
                "lab --without , | --without is empty; it must have one value or more",
                "up --without , | --without is empty; it must have one value or more",
                "bench --only , | --only is empty; it must have one value or more",
                "break --only , | --only is empty; it must have one value or more",
                "lab --rungs lock,lock | --rungs has 'lock' twice; each value may be given once: remove one",
                "lab --without swr,swr | --without has 'swr' twice",
                "up --without swr --without swr | --without has 'swr' twice",
                "bench --only near-hit,near-hit | --only has 'near-hit' twice",
                "break --only redis-full,redis-full | --only has 'redis-full' twice",
                "serve --origin http://h/{key} --set corral.a=1 --set corral.a=2 | --set has 'corral.a' twice",
                "serve --origin http://h/{key} --forward-header Host | --forward-header is 'Host'; it must be a header",
                "publish pom.xml | pom.xml is not JSON; a report must be JSON",
                "report nowhere | there is no report at",
                "report | Missing required parameter",
                "ctl gate | Missing required parameter: 'LOADS' (see ./corral ctl gate --help)",
                "fly | Unmatched argument at index 0: 'fly'"
            })
    void misuse_getsOneLineAndExitCode2(String line, String sentence) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors.toString().strip())
                .contains(sentence)
                .doesNotContain("\tat ")
                .doesNotContain("\n");
    }

    @Test
    void variableThatIsASetting_isNamed() {
        CommandLine line = Main.commandLine(new ChildEnvironment(Map.of("CORRAL_WRITES", "true", "HOME", "/")))
                .setErr(new PrintWriter(errors));

        line.execute("lab", "--nodes", "99");

        assertThat(errors.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("corral: the services do not read the environment variable CORRAL_WRITES;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--redis", "--origin", "--cache", "--ttl", "--nodes", "--port", "--max-body", "--forward-header"
            })
    void emptyOrBlankValue_getsOneLineAndExitCode2(String option) {
        for (String value : List.of("", " ")) {
            errors.getBuffer().setLength(0);
            CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
            String[] arguments = option.equals("--origin")
                    ? new String[] {"serve", option, value}
                    : new String[] {"serve", "--origin", "http://h/{key}", option, value};

            assertThat(line.execute(arguments)).as("%s '%s'", option, value).isEqualTo(2);
            assertThat(errors.toString().strip()).isNotEmpty().doesNotContain("\tat ", "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lab --out | --out is empty; it must name a folder: correct it",
                "scopes --out | --out is empty; it must name a folder: correct it",
                "drill --out | --out is empty; it must name a folder: correct it",
                "break --out | --out is empty; it must name a folder: correct it",
                "bench --out | --out is empty; it must name a folder: correct it",
                "up --out | --out is empty; it must name a folder: correct it",
                "serve --origin http://h/{key} --out | --out is empty; it must name a folder: correct it",
                "up --redis redis://h --redis-password-file | --redis-password-file is empty; it must name a file",
                "report | DIR is empty; it must name a folder: correct it",
                "publish | REPORT is empty; it must name a file: correct it",
                "compare | A.json is empty; it must name a file: correct it",
                "compare one.json | B.json is empty; it must name a file: correct it"
            })
    void emptyPath_isNoFolderOfTheCaller(String line, String sentence) {
        for (String value : List.of("", " ")) {
            errors.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
            arguments.add(value);

            assertThat(run(Main.commandLine(), arguments.toArray(String[]::new)))
                    .isEqualTo(2);
            assertThat(errors.toString()).startsWith("corral: " + sentence);
        }
    }

    /** The loop covers every command, so that commands and parameters that are added later are checked as well. */
    @Test
    void everyPathOfEveryCommand_refusesAnEmptyValue() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            for (CommandLine.Model.ArgSpec each : command.getCommandSpec().args()) {
                if (each.type() == Path.class) {
                    String[] arguments = each instanceof CommandLine.Model.OptionSpec option
                            ? new String[] {command.getCommandName(), option.longestName(), ""}
                            : new String[] {command.getCommandName(), "", ""};
                    errors.getBuffer().setLength(0);

                    assertThat(run(Main.commandLine(), arguments)).isEqualTo(2);
                    assertThat(errors.toString()).contains(" is empty; it must name a f");
                }
            }
        }
    }

    @Test
    void noCommand_printsTheCommands() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));

        assertThat(run(line)).isZero();

        assertThat(errors.toString()).isEmpty();
        assertThat(line.getSubcommands().keySet())
                .allSatisfy(name -> assertThat(out.toString().lines())
                        .filteredOn(printed -> printed.matches(" +" + name + "  +[A-Z].*\\."))
                        .as(name)
                        .hasSize(1));
    }

    @Test
    void oddValue_isPrintedShortAndWithoutControlCharacters() {
        assertThat(run("lab", "--without", "a\nb\u001b[31m" + "x".repeat(5_000)))
                .isEqualTo(2);

        assertThat(errors.toString().strip())
                .contains("'a\\nb\\x1b[31mxxx", "...' (50")
                .doesNotContain("\n", "\u001b")
                .hasSizeLessThan(1_000);
    }

    @Test
    void takenPort_isNamedWithWhoseItWasToBe() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            assertThat(run("up", "--port", String.valueOf(port))).isEqualTo(2);
            assertThat(errors.toString()).contains("port " + port + " of a cache node is in use", "--port");
        }
    }

    @Test
    void takenPort_ofAServingNodeIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            String origin = "http://127.0.0.1:9000/{key}";
            assertThat(run("serve", "--origin", origin, "--port", String.valueOf(port)))
                    .isEqualTo(2);
            assertThat(errors.toString()).contains("port " + port + " of a cache node is in use", "--port");
        }
    }

    @Test
    void unreachableRedis_isNamed() {
        int nobody = dev.corral.lab.fleet.Ports.free(1).getFirst();
        assertThat(run("lab", "--redis", "redis://127.0.0.1:" + nobody)).isEqualTo(2);
        assertThat(errors.toString()).contains("Redis at redis://127.0.0.1:" + nobody + " cannot be used");
    }

    @Test
    void help_showsEveryOptionAndTheExitCodes() {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
        assertThat(line.execute("lab", "--help")).isZero();
        assertThat(out.toString()).contains("--nodes", "--without", "--check", "Exit codes");
    }

    @Test
    void error_isOneSentenceAndNoMissedPromise() {
        assertThat(statusAfter(new NoClassDefFoundError("dev/corral/Gone"))).isEqualTo(2);
        assertThat(errors.toString())
                .startsWith("corral: the lab failed with java.lang.NoClassDefFoundError: dev/corral/Gone, which is")
                .contains("\tat ");
        errors.getBuffer().setLength(0);
        assertThat(statusAfter(new OutOfMemoryError("Java heap space"))).isEqualTo(2);
        assertThat(errors.toString().strip())
                .isEqualTo(
                        "corral: the heap of the lab is too small for this run (Java heap space): lower --rate, --keys"
                                + " or --boundaries");
        errors.getBuffer().setLength(0);
        assertThat(statusAfter(new ExceptionInInitializerError(new IllegalStateException("x"))))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("ExceptionInInitializerError");
    }

    /** Returns the exit code of a command that throws this error in the middle of its work. */
    private int statusAfter(Error error) {
        CommandLine line = Main.commandLine();
        line.addSubcommand("fails", new Fails(error));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = Main.statusOf(() -> line.execute("fails"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        errors.write(bytes.toString(StandardCharsets.UTF_8));
        return status;
    }

    @CommandLine.Command(name = "fails")
    private record Fails(Error error) implements Runnable {

        @Override
        public void run() {
            throw error;
        }
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
        return line.execute(Arrays.stream(arguments).map(String::strip).toArray(String[]::new));
    }

    private int run(CommandLine line, String... arguments) {
        return line.setErr(new PrintWriter(errors)).execute(arguments);
    }
}
