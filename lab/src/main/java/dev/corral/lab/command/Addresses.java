package dev.corral.lab.command;

import dev.corral.lab.drill.DrillFleet;
import dev.corral.lab.drill.HiddenHerd;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.fleet.Masked;
import dev.corral.lab.text.Text;

/** The addresses of a drill's fleet, for a user who looks around in it. */
final class Addresses {

    private Addresses() {}

    static String text(DrillFleet drill) {
        Layout layout = drill.fleet().layout();
        StringBuilder text = new StringBuilder("\n");
        for (int each = 0; each < layout.nodes().size(); each++) {
            text.append(Text.of(
                    "%-10s  http://127.0.0.1:%d/caches   management http://127.0.0.1:%d/q/metrics%n",
                    Layout.nodeName(each),
                    layout.nodes().get(each),
                    layout.nodeManagement().get(each)));
        }
        return text.append(Text.of(
                        """
                        origin      http://127.0.0.1:%d/rows/hot   management http://127.0.0.1:%d/ledger
                        redis       %s
                        prometheus  %s
                        load        %s/metrics
                        token       %s

                        For the commands of runbook.md:
                          export CORRAL_NODE=http://127.0.0.1:%d CORRAL_TOKEN_FILE='%s'
                          ./corral ctl status

                        The boards, after (cd dashboards/preview && npm ci && npm run build):
                          dashboards/preview/serve prometheus=%s
                          dashboards/preview/picture board.png auto prometheus=%s minutes=5 row=Verdict

                        The alerts that fire: %s/alerts
                        Ctrl-C stops the fleet.
                        """,
                        layout.origin(),
                        layout.originManagement(),
                        Masked.url(drill.fleet().redis().url()),
                        drill.prometheusUrl(),
                        drill.loadUrl(),
                        drill.fleet().tokenFile(),
                        layout.nodeManagement().getFirst(),
                        drill.fleet().tokenFile(),
                        drill.prometheusUrl(),
                        drill.prometheusUrl(),
                        drill.prometheusUrl()))
                .toString();
    }

    /** What a person who practises needs to know: the requests for steps that are no switches, and what Ctrl-C does. */
    static String practice(DrillFleet drill) {
        StringBuilder text = new StringBuilder(Text.of(
                "%nA herd begins within %d s. Find out which one it is, and end it, with runbook.md.%n"
                        + "Ctrl-C prints which one it was, and whether its alert has ended.%n"
                        + "Steps of the runbook that are no switches:%n",
                HiddenHerd.beginsWithin().toSeconds()));
        HiddenHerd.PATHS.forEach(path -> text.append(Text.of("  curl -X POST %s%s%n", drill.loadUrl(), path)));
        return text.toString();
    }
}
