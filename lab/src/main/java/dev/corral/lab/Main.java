package dev.corral.lab;

import dev.corral.lab.command.BenchCommand;
import dev.corral.lab.command.BreakCommand;
import dev.corral.lab.command.CompareCommand;
import dev.corral.lab.command.LabCommand;
import dev.corral.lab.command.PublishCommand;
import dev.corral.lab.command.ReportCommand;
import dev.corral.lab.command.ScopesCommand;
import dev.corral.lab.command.ServeCommand;
import dev.corral.lab.command.UpCommand;
import dev.corral.lab.fleet.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind {@code ./corral}. */
@Command(
        name = "corral",
        description = "A cache tier that does not stampede, and the lab that proves it.",
        subcommands = {
            LabCommand.class,
            ScopesCommand.class,
            BreakCommand.class,
            BenchCommand.class,
            CompareCommand.class,
            UpCommand.class,
            ServeCommand.class,
            PublishCommand.class,
            ReportCommand.class,
            Main.TestCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "corral 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Begin with: ./corral lab"})
public final class Main {

    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("corral: " + failure.getMessage());
            // Anything else is a defect of the lab, and still no missed check.
            if (!(failure instanceof Trouble) && !(failure instanceof IllegalArgumentException)) {
                failure.printStackTrace(line.getErr());
            }
            return FAILED;
        });
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine line = failure.getCommandLine();
            line.getErr()
                    .println("corral: " + failure.getMessage() + " (see ./corral "
                            + (line.getParent() == null ? "" : line.getCommandName() + " ") + "--help)");
            return FAILED;
        });
        return commandLine;
    }

    /** Stands here for the help; the launcher runs the tests before the lab is asked. */
    @Command(name = "test", description = "Builds everything and runs every test.")
    static final class TestCommand implements Runnable {
        @Override
        public void run() {
            throw new Trouble("run the tests with ./corral test, from a checkout");
        }
    }
}
