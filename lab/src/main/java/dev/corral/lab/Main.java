package dev.corral.lab;

import dev.corral.lab.command.BenchCommand;
import dev.corral.lab.command.BreakCommand;
import dev.corral.lab.command.CompareCommand;
import dev.corral.lab.command.Converters;
import dev.corral.lab.command.DrillCommand;
import dev.corral.lab.command.LabCommand;
import dev.corral.lab.command.Misuse;
import dev.corral.lab.command.PublishCommand;
import dev.corral.lab.command.ReportCommand;
import dev.corral.lab.command.ScopesCommand;
import dev.corral.lab.command.ServeCommand;
import dev.corral.lab.command.UpCommand;
import dev.corral.lab.ctl.CtlCommand;
import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.ChildEnvironment;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.report.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code ./corral} command line. */
@Command(
        name = "corral",
        description = "A cache tier that does not stampede, and the lab that measures it.",
        subcommands = {
            LabCommand.class,
            ScopesCommand.class,
            BreakCommand.class,
            DrillCommand.class,
            BenchCommand.class,
            CompareCommand.class,
            UpCommand.class,
            ServeCommand.class,
            CtlCommand.class,
            PublishCommand.class,
            ReportCommand.class,
            Main.TestCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "corral 0.2.0",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"", "Begin with: ./corral lab"})
public final class Main implements Runnable {

    static final int FAILED = 2;

    /** The commands that start services. */
    private static final Set<String> STARTING = Set.of("lab", "scopes", "break", "drill", "bench", "up", "serve");

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        int status = statusOf(() -> run(arguments), System.err);
        System.exit(StandardOutput.statusOf(status, System.out, Boolean.getBoolean("corral.piped"), System.err));
    }

    /** Prints the commands, if the command line names none. */
    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        line.usage(line.getOut(), line.getColorScheme());
    }

    private static int run(String[] arguments) {
        LibraryLogs.silence();
        if (!AppsInUse.hold()) {
            System.err.println("corral: a build of newer sources removes the applications: start the command again");
            return FAILED;
        }
        return commandLine(ChildEnvironment.ofLab()).execute(arguments);
    }

    /**
     * Returns the exit code of the run, also if it throws an error. A JVM that ends by an uncaught error would exit
     * with 1, which means that a promise was missed, or would not exit at all.
     */
    static int statusOf(IntSupplier run, PrintStream err) {
        try {
            return run.getAsInt();
        } catch (OutOfMemoryError tooSmall) {
            err.println("corral: the heap of the lab is too small for this run (" + tooSmall.getMessage()
                    + "): lower --rate, --keys or --boundaries");
        } catch (Throwable defect) {
            if (!Ending.isWanted()) {
                err.println(
                        "corral: the lab failed with " + defect
                                + ", which is a defect of it or of its build: remove the folder target and try again, or report it");
                defect.printStackTrace(err);
            }
        }
        return FAILED;
    }

    /** Creates the command line for an environment without variables. */
    static CommandLine commandLine() {
        return commandLine(new ChildEnvironment(Map.of()));
    }

    /** @param environment the environment in which the command runs */
    static CommandLine commandLine(ChildEnvironment environment) {
        CommandLine commandLine = new CommandLine(new Main());
        Converters.register(commandLine);
        if (!Terminal.ofErrors().rewrites()) {
            commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        }
        commandLine.setExecutionStrategy(parsed -> execute(parsed, environment));
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            // A failure is not reported if it was caused by a signal that ends the lab.
            if (Ending.isWanted()) {
                return FAILED;
            }
            String advice = failure instanceof VoidRun ? ": lower the load or use a quieter machine" : "";
            line.getErr().println("corral: " + Sentence.printable(failure) + advice);
            // Anything else is a defect of the lab; its exit code is not the one of a missed check.
            if (!(failure instanceof LabException) && !(failure instanceof IllegalArgumentException)) {
                failure.printStackTrace(line.getErr());
            }
            return FAILED;
        });
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine line = failure.getCommandLine();
            line.getErr()
                    .println("corral: " + Sentence.printable(Misuse.sentence(failure)) + " (see ./"
                            + line.getCommandSpec().qualifiedName() + " --help)");
            return FAILED;
        });
        return commandLine;
    }

    /** Runs the last command of the line, after a line that names the variables its services do not inherit. */
    private static int execute(CommandLine.ParseResult parsed, ChildEnvironment environment) {
        List<String> settings = environment.settings();
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!settings.isEmpty() && STARTING.contains(last.commandSpec().name()) && !last.isUsageHelpRequested()) {
            last.commandSpec()
                    .commandLine()
                    .getErr()
                    .println("corral: the services do not read the environment variable"
                            + (settings.size() == 1 ? " " : "s ") + String.join(", ", settings)
                            + "; use the options of the command (serve has --set for all other settings)");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Exists for the help only: the launcher runs the tests before it starts the lab. */
    @Command(name = "test", description = "Builds every module and runs every test.")
    static final class TestCommand implements Runnable {
        @Override
        public void run() {
            throw new LabException("./corral test runs in a checkout only: run it there");
        }
    }
}
