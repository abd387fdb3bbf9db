package dev.corral.lab.report.page;

import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Report;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The main result of a ladder as a sentence and three pairs of numbers, all from the report. */
final class Headline {

    private final Report report;

    /** Null if every rung is void. */
    private final Row last;

    /** The rung with a herd; empty if the ladder has no other rung to compare it with. */
    private final Optional<Row> herd;

    Headline(Report report) {
        this.report = report;
        this.last = report.rows().isEmpty() ? null : report.rows().getLast();
        this.herd = report.rows().stream()
                .filter(row -> row.rung().equals(Rung.NAIVE.cache()) && row != last)
                .filter(row -> !row.hotPerBoundary().isEmpty()
                        && !last.hotPerBoundary().isEmpty())
                .findFirst();
    }

    String sentence() {
        if (last == null) {
            return "No rung could be measured on this machine.";
        }
        return herd.map(row -> Text.of(
                        "Each time one popular entry expired, a plain cache sent %s queries to the origin. The last "
                                + "rung, %s, sent %s.",
                        hot(row), last.rung(), hot(last)))
                .orElse(Text.of(
                        "At %s the origin received %s queries a second; %s were needed.",
                        last.rung(), number(last.queriesPerSecond()), needed()));
    }

    String rest() {
        return herd.map(row -> Text.of(
                        "For all keys together, the origin received %s queries a second at naive and %s at %s; %s were "
                                + "needed.",
                        number(row.queriesPerSecond()), number(last.queriesPerSecond()), last.rung(), needed()))
                .orElse("");
    }

    String control() {
        return report.without().isEmpty()
                ? ""
                : "<p class=\"control\">This is a control: it ran <b>without "
                        + Html.escape(String.join(", ", report.without()))
                        + "</b>, to show the stampede that the mitigation prevents.</p>";
    }

    String tiles() {
        return herd.map(row -> tile("queries at each expiry of the hot key", row, Row::hotMedian, "")
                        + tile("queries per second at the origin", row, Row::queriesPerSecond, "")
                        + tile("wait of the slowest 1 % while the hot key is rebuilt", row, RungSection::p99, " ms"))
                .orElse("");
    }

    private String tile(String name, Row from, ToDoubleFunction<Row> of, String unit) {
        return Text.of(
                "<div><dt>%s</dt><dd><s>%s</s> <span>→</span> <b>%s</b>%s</dd></div>",
                name, number(of.applyAsDouble(from)), number(of.applyAsDouble(last)), unit);
    }

    /** Returns the expected size of the herd, calculated from the load alone, and the counted one. */
    String story() {
        double reads = report.scenario().load().hot();
        double seconds = report.scenario().origin().median().toMillis() / 1_000.0;
        String expected = Text.of(
                "In this run the hot key is read %s times a second and a query takes %s ms. So about %s reads miss the "
                        + "entry before the first query has ended.",
                number(reads), number(seconds * 1_000), number(reads * seconds));
        return herd.map(row -> expected + " Measured at naive: " + hot(row) + ".")
                .orElse(expected);
    }

    private String needed() {
        return number(report.ideal().queries() / (report.scenario().duration().toNanos() / 1e9));
    }

    private static String hot(Row row) {
        return number(row.hotMedian());
    }

    private static String number(double number) {
        return Html.number(number);
    }
}
