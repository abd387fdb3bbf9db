package dev.corral.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.measure.Finding;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Grid;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The comparison of two reports, number by number, as text. It shows the effect of a change of the code at the origin.
 */
public final class Comparison {

    private static final String LEGEND =
            "* marks a number that changed by a quarter or more, and by more than it varies between equal runs.";

    private final Reading before;
    private final Reading after;
    private final StringBuilder text = new StringBuilder();

    private Comparison(Reading before, Reading after) {
        this.before = before;
        this.after = after;
    }

    /** @throws LabException if the reports are of different kinds */
    public static String text(Reading before, Reading after) {
        if (!before.kind().equals(after.kind())) {
            throw new LabException(Text.of(
                    "%s is of ./corral %s and %s of ./corral %s; the two must be of one kind: name two such reports",
                    before.file(), before.kind(), after.file(), after.kind()));
        }
        return new Comparison(before, after).write();
    }

    private String write() {
        text.append(Text.of("before  %s%nafter   %s%n%s%n", before.file(), after.file(), LEGEND));
        settings("made under other conditions", before.surroundings(), after.surroundings());
        inBoth(before.parts(), after.parts(), Part::name, this::part);
        return text.toString();
    }

    private void part(Part was, Part is) {
        if (!was.name().isEmpty()) {
            text.append(Text.of("%n== %s ==%n", was.name()));
        }
        settings("under another scenario", was.scenario(), is.scenario());
        inBoth(was.rows(), is.rows(), Row::rung, this::rung);
        inBoth(was.findings(), is.findings(), Comparison::title, this::trial);
        voids("before", was);
        voids("after", is);
        List<String> flips = Flips.between(was.checks(), is.checks());
        text.append(flips.isEmpty() ? "\nno check flipped\n" : "\nchecks that flipped\n");
        flips.forEach(flip -> text.append("  ").append(flip).append("\n"));
    }

    private void voids(String side, Part part) {
        part.voids().forEach((what, why) -> text.append(Text.of("%n%s: void %s (%s)%n", what, side, why)));
    }

    private void settings(String title, JsonNode was, JsonNode is) {
        List<List<String>> differences = Settings.of(was).differences(Settings.of(is));
        if (!differences.isEmpty()) {
            table(title, differences);
        }
    }

    private void rung(Row was, Row is) {
        table(
                was.rung(),
                Arrays.stream(Measure.values())
                        .map(measure -> measure.between(was, is).cells())
                        .toList());
    }

    private void trial(Finding was, Finding is) {
        table(
                "trial of " + title(was),
                List.of(
                        TrialNumber.of("without it", was.without(), is.without()),
                        TrialNumber.of("with it", was.with(), is.with())));
    }

    private static String title(Finding finding) {
        return finding.mitigation() + ": " + finding.number();
    }

    private void table(String title, List<List<String>> lines) {
        List<List<String>> all = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(title, "before", "after", ""));
        all.add(head.subList(0, lines.getFirst().size()));
        all.addAll(lines);
        text.append(new Grid(all).text());
    }

    /**
     * Passes the elements that are in both lists to the consumer, and reports each of the others with the list that
     * contains it.
     */
    private <T> void inBoth(List<T> was, List<T> is, Function<T, String> name, BiConsumer<T, T> pair) {
        Map<String, T> left = new LinkedHashMap<>();
        is.forEach(each -> left.putIfAbsent(name.apply(each), each));
        for (T each : was) {
            T partner = left.remove(name.apply(each));
            if (partner == null) {
                text.append(Text.of("%n%s: only before%n", name.apply(each)));
            } else {
                pair.accept(each, partner);
            }
        }
        left.keySet().forEach(only -> text.append(Text.of("%n%s: only after%n", only)));
    }
}
