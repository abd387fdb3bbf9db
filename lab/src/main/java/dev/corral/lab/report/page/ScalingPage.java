package dev.corral.lab.report.page;

import dev.corral.lab.scaling.ScalingReport;
import dev.corral.lab.scaling.ScalingReport.Cost;
import dev.corral.lab.scaling.ScalingText;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page of the simulation: the cost of a boundary for the origin and the store, by the size of the fleet. */
final class ScalingPage {

    /** One line of a chart. */
    private record Series(String name, List<Double> values) {}

    private ScalingPage() {}

    static String of(ScalingReport run) {
        String body = Template.fill(
                "scaling.html",
                Map.of(
                        "sentence", sentence(run),
                        "conditions", ScalingText.conditions(run),
                        "table", Html.table(ScalingText.grid(run))));
        return Page.of("Corral: scaling", body, Map.of("scaling", data(run)));
    }

    private static String sentence(ScalingReport run) {
        int nodes = run.nodes().getLast();
        Cost first = run.cost(run.stacks().getFirst(), nodes);
        Cost last = run.cost(run.stacks().getLast(), nodes);
        return Text.of(
                "On %s nodes, the origin receives %s for one expired entry with %s, and %s with %s.",
                Html.count(nodes), queries(first.queries()), first.stack(), Html.number(last.queries()), last.stack());
    }

    private static String queries(double queries) {
        return Html.number(queries) + (queries == 1 ? " query" : " queries");
    }

    private static Map<String, Object> data(ScalingReport run) {
        List<Series> commands = new ArrayList<>(series(run, Cost::commands));
        commands.add(new Series(
                "2N + 3",
                run.nodes().stream()
                        .map(nodes -> (double) ScalingText.promised(nodes))
                        .toList()));
        return Map.of(
                "nodes", run.nodes(),
                "queries", series(run, Cost::queries),
                "commands", commands,
                "pushes", series(run, Cost::pushes));
    }

    private static List<Series> series(ScalingReport run, ToDoubleFunction<Cost> number) {
        return run.stacks().stream()
                .map(stack -> new Series(
                        stack,
                        run.nodes().stream()
                                .map(nodes -> number.applyAsDouble(run.cost(stack, nodes)))
                                .toList()))
                .toList();
    }
}
