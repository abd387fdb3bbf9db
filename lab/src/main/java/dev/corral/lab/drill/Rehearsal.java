package dev.corral.lab.drill;

import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of the runbook that no herd needed. They are run after the herds, so that a drill runs every command of the
 * runbook.
 */
final class Rehearsal {

    /** A cache without the lock and without stale-while-revalidate. */
    private static final String CACHE = Rung.SINGLE_FLIGHT.cache();

    private static final String KEY = "product-0";
    private static final Pattern REVISION = Pattern.compile("^revision (\\d+):");

    private final DrillFleet fleet;
    private final Runbook runbook;
    private final List<HerdSeen.Taken> taken = new ArrayList<>();
    private Optional<String> first = Optional.empty();

    Rehearsal(DrillFleet fleet, Runbook runbook) {
        this.fleet = fleet;
        this.runbook = runbook;
    }

    /** @param rows the herds, whose steps have run the other commands */
    RunbookRow row(List<HerdRow> rows, Consumer<String> progress) {
        List<String> run = run(rows);
        progress.accept("the commands of the runbook that no herd needed");
        List<RunbookCommand> left = runbook.without(run);
        Stream.concat(
                        left.stream().filter(command -> !command.isUndo()),
                        left.stream().filter(RunbookCommand::isUndo))
                .forEach(command -> take(command, progress));
        fleet.heal();
        fleet.undoSwitches();
        run.addAll(done(taken));
        return new RunbookRow(
                List.copyOf(taken),
                runbook.without(run).stream().map(RunbookCommand::text).toList());
    }

    private static List<String> run(List<HerdRow> rows) {
        List<String> run = new ArrayList<>();
        rows.stream()
                .filter(row -> row.seen() != null)
                .forEach(row -> run.addAll(done(row.seen().steps())));
        return run;
    }

    private static List<String> done(List<HerdSeen.Taken> steps) {
        return steps.stream()
                .filter(step -> step.status() == 0)
                .map(HerdSeen.Taken::text)
                .toList();
    }

    private void take(RunbookCommand command, Consumer<String> progress) {
        Step step = ofHerd(command)
                .orElseGet(() -> Step.ctl(command.arguments(CACHE, KEY, first.orElse("0"))));
        HerdSeen.Taken seen = step.take(fleet);
        Matcher revision = REVISION.matcher(seen.output());
        if (first.isEmpty() && revision.find()) {
            first = Optional.of(revision.group(1));
        }
        progress.accept("  " + seen.line());
        taken.add(seen);
    }

    /** The step of a herd that was not caused, with the cache for which it is meant. */
    private Optional<Step> ofHerd(RunbookCommand command) {
        return Herds.all().stream()
                .flatMap(herd -> herd.on().apply(fleet).steps().stream())
                .filter(step -> command.matches(step.text()))
                .findFirst();
    }
}
