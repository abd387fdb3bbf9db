package dev.corral.lab.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.ending.LabException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./corral ctl}: makes run-time switches on a live fleet, through one of its nodes. */
@Command(
        name = CtlCommand.NAME,
        description = "Changes a running fleet: its stacks, gate, TTLs and limits.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: ./corral ctl stack naive --with single-flight,lock --why herd",
            "Exit codes: 0 applied on every live node; 1 refused, or not known to be applied on every live node; 2 not tried."
        })
public final class CtlCommand implements Runnable {

    static final String NAME = "ctl";

    private static final int DONE = 0;
    private static final int NOT_APPLIED = 1;
    private static final int NOT_TRIED = 2;
    private static final String LOCAL = "http://127.0.0.1:9081";
    private static final String CACHE = "Name of the cache.";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--node",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Management URL of a node. Default: CORRAL_NODE, or " + LOCAL + ".")
    String node;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File with the token. Default: the file that CORRAL_TOKEN_FILE names.")
    Path tokenFile;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            scope = ScopeType.INHERIT,
            description = "Reason, which is recorded with the switch.")
    String why;

    /** Runs a command line in this process, as {@code ./corral ctl} does; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, List<String> arguments) {
        CommandLine line = new CommandLine(new CtlCommand()).setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("corral: " + failure.getMessage());
            return NOT_TRIED;
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    /** Prints the commands, if the command line names none. */
    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut(), line.getColorScheme());
    }

    @Command(
            name = "status",
            description = "Prints the chains, the switches in force, the nodes and the last switches.",
            mixinStandardHelpOptions = true)
    int status() {
        return attempt(() -> print(SwitchText.status(client().get("/switches"))));
    }

    @Command(
            name = "stack",
            description = "Adds mitigations to a cache, or removes them.",
            mixinStandardHelpOptions = true)
    int stack(
            @Parameters(paramLabel = "CACHE", description = CACHE) String cache,
            @Option(
                            names = "--with",
                            split = ",",
                            paramLabel = "NAME",
                            description = "Mitigations to add, such as near,lock.")
                    List<String> with,
            @Option(names = "--without", split = ",", paramLabel = "NAME", description = "Mitigations to remove.")
                    List<String> without) {
        ObjectNode body = body();
        put(body, "with", with);
        put(body, "without", without);
        return make("PUT", of(cache, "stack"), body);
    }

    @Command(
            name = "gate",
            description = "Sets the loads in progress at once on each node; the queue scales with it.",
            mixinStandardHelpOptions = true)
    int gate(@Parameters(paramLabel = "LOADS", description = "Number of loads.") int loads) {
        return make("PUT", "/gate", body().put("loads", loads));
    }

    @Command(
            name = "ttl",
            description = "Sets the TTL of entries that are stored from now on.",
            mixinStandardHelpOptions = true)
    int ttl(
            @Parameters(paramLabel = "CACHE", description = CACHE) String cache,
            @Parameters(paramLabel = "TTL", description = "Time such as 30s or 5m.") String ttl,
            @Option(
                            names = "--prefix",
                            paramLabel = "PREFIX",
                            description =
                                    "Only keys that start with this. Default: keys without a prefix of their own.")
                    String prefix) {
        return make("PUT", of(cache, "ttl"), put(body().put("ttl", ttl), "prefix", prefix));
    }

    @Command(
            name = "stale",
            description = "Sets how long entries that are stored from now on are served after their TTL.",
            mixinStandardHelpOptions = true)
    int stale(
            @Parameters(paramLabel = "CACHE", description = CACHE) String cache,
            @Option(names = "--while-revalidate", paramLabel = "TIME", description = "While a load refreshes them.")
                    String whileRevalidate,
            @Option(names = "--if-error", paramLabel = "TIME", description = "If a load fails.") String ifError) {
        ObjectNode body = put(body(), "while-revalidate", whileRevalidate);
        return make("PUT", of(cache, "stale"), put(body, "if-error", ifError));
    }

    @Command(
            name = "shed",
            description = "Refuses the loads of a cache, and serves what is stored; off ends this.",
            mixinStandardHelpOptions = true)
    int shed(
            @Parameters(paramLabel = "CACHE", description = CACHE) String cache,
            @Parameters(paramLabel = "on|off", description = "Whether loads are refused.") String state) {
        return attempt(() -> {
            require(List.of("on", "off").contains(state), "'" + state + "' is given; it must be on or off: correct it");
            return made("PUT", of(cache, "shed"), body().put("shed", state.equals("on")));
        });
    }

    @Command(name = "warm", description = "Loads keys now, through one node.", mixinStandardHelpOptions = true)
    int warm(
            @Parameters(paramLabel = "CACHE", description = CACHE) String cache,
            @Parameters(paramLabel = "KEY", arity = "1..*", description = "Keys to load.") List<String> keys) {
        return attempt(() -> {
            ObjectNode body = SwitchClient.object();
            put(body, "keys", keys);
            JsonNode result = client().warm(of(cache, "warm"), body);
            print(SwitchText.warmed(result));
            return result.path("failed").asLong() == 0
                    ? DONE
                    : notApplied(
                            "not all keys are loaded: " + result.path("failure").asText());
        });
    }

    @Command(
            name = "hot",
            description = "Prints the keys with the most loads and reads on one node.",
            mixinStandardHelpOptions = true)
    int hot(@Parameters(paramLabel = "CACHE", description = CACHE) String cache) {
        return attempt(() -> print(SwitchText.hot(client().get(of(cache, "hot")))));
    }

    @Command(
            name = "undo",
            description = "Puts back what was in force before a switch.",
            mixinStandardHelpOptions = true)
    int undo(
            @Parameters(
                            paramLabel = "REVISION",
                            arity = "0..1",
                            description = "Revision of the switch. Default: the latest that is not undone.")
                    Long revision) {
        ObjectNode body = body();
        return make("POST", "/switches/undo", revision == null ? body : body.put("revision", revision));
    }

    private int make(String method, String path, ObjectNode body) {
        return attempt(() -> made(method, path, body));
    }

    private int made(String method, String path, ObjectNode body) {
        JsonNode made = client().send(method, path, body);
        print(SwitchText.made(made));
        return made.path("silent").isEmpty() ? DONE : notApplied(SwitchText.silent(made));
    }

    private int attempt(Callable<Integer> command) {
        try {
            return command.call();
        } catch (NotApplied failure) {
            return notApplied(failure.getMessage());
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new LabException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private int print(String text) {
        spec.commandLine().getOut().println(text);
        return DONE;
    }

    private int notApplied(String sentence) {
        spec.commandLine().getErr().println("corral: " + sentence);
        return NOT_APPLIED;
    }

    private SwitchClient client() {
        String url = node != null
                ? node
                : Optional.ofNullable(System.getenv("CORRAL_NODE")).orElse(LOCAL);
        return new SwitchClient(url, tokenFile());
    }

    /** A path is relative to the folder in which the launcher was called. */
    private Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile)
                .or(() ->
                        Optional.ofNullable(System.getenv("CORRAL_TOKEN_FILE")).map(Path::of))
                .map(file -> Path.of(System.getProperty("corral.cwd", ".")).resolve(file));
    }

    private ObjectNode body() {
        return put(SwitchClient.object().put("who", System.getProperty("user.name", "operator")), "why", why);
    }

    private static ObjectNode put(ObjectNode body, String name, String value) {
        return value == null ? body : body.put(name, value);
    }

    private static void put(ObjectNode body, String name, List<String> values) {
        if (values != null) {
            ArrayNode array = body.putArray(name);
            values.forEach(array::add);
        }
    }

    private static String of(String cache, String part) {
        return "/caches/" + SwitchClient.segment(cache) + "/" + part;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new LabException(sentence);
        }
    }
}
