package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of the runbook that change or inspect a fleet, in the order of the page. */
record Runbook(List<RunbookCommand> commands) {

    /** A command is in code, or on a line of its own in front of a remark. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:`|^ {4})((?:\\./corral ctl|redis-cli) [^`\\n#]+?)(?=`| *#| *$)");

    /**
     * Reads the runbook.
     *
     * @param dashboards the folder of the boards, next to which it is
     */
    static Runbook nextTo(Path dashboards) {
        Path file = dashboards.resolveSibling("runbook.md");
        try {
            return of(Files.readString(file));
        } catch (IOException unreadable) {
            throw new LabException(file + " cannot be read: run this in a checkout", unreadable);
        }
    }

    static Runbook of(String text) {
        return new Runbook(COMMAND.matcher(text)
                .results()
                .map(found -> new RunbookCommand(found.group(1)))
                .distinct()
                .toList());
    }

    /** The commands that are none of those that were run. */
    List<RunbookCommand> without(List<String> run) {
        return commands.stream()
                .filter(command -> run.stream().noneMatch(command::matches))
                .toList();
    }
}
