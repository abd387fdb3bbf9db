package dev.corral.lab.report;

import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;

/** The report as {@code report.md}: the table, an explanation of its columns, and the conditions. */
final class Markdown {

    private Markdown() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder("# The ladder\n\n");
        if (!report.without().isEmpty()) {
            text.append("This is a control: it ran **without ")
                    .append(String.join(", ", report.without()))
                    .append("**.\n\n");
        }
        text.append(Table.markdown(report))
                .append("\n")
                .append(conditions(report))
                .append("\n");
        text.append(Voids.markdown(report.voids()));
        if (!report.trials().isEmpty()) {
            text.append("\n## Trials\n\n").append(Findings.markdown(report));
        }
        if (!report.checks().isEmpty()) {
            text.append("\n| rung | promise | promised | seen | |\n|---|---|---|---|---|\n");
            report.checks().forEach(check -> text.append(check.markdown()));
        }
        return text.toString();
    }

    static String conditions(Report report) {
        Scenario scenario = report.scenario();
        return Text.of(
                "%d nodes, %d s a rung under the same arrivals: %.0f reads/s of the hot key (TTL %s), %.0f of %d product keys "
                        + "(TTL %s, written together), %.0f of %d absent ids. The origin: median %d ms, %d workers. %s%n",
                scenario.nodes(),
                report.seconds(),
                scenario.load().hot(),
                seconds(scenario.times().hotTtl()),
                scenario.load().products(),
                scenario.load().productKeys(),
                seconds(scenario.times().productTtl()),
                scenario.load().absent(),
                Scenario.Load.ABSENT_KEYS,
                scenario.origin().median().toMillis(),
                scenario.origin().workers(),
                report.conditions().text(scenario.seed()));
    }

    private static String seconds(java.time.Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
