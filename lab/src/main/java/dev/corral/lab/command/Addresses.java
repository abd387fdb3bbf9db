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

                        %s
                        The alerts that fire: %s/alerts
                        Ctrl-C, or SIGTERM to this process, stops the fleet.
                        """,
                        layout.origin(),
                        layout.originManagement(),
                        Masked.url(drill.fleet().redis().url()),
                        drill.prometheusUrl(),
                        drill.loadUrl(),
                        drill.fleet().tokenFile(),
                        layout.nodeManagement().getFirst(),
                        drill.fleet().tokenFile(),
                        boards(drill.prometheusUrl()),
                        drill.prometheusUrl()))
                .toString();
    }

    /** The commands that show a board: all of it, one row, a row of another board, and a row for one cache. */
    static String boards(String prometheus) {
        return """
                The boards, after (cd dashboards/preview && npm ci && npm run build):
                  dashboards/preview/serve prometheus=URL
                  dashboards/preview/picture board.png auto prometheus=URL minutes=5 row=Verdict
                  dashboards/preview/picture nodes.png auto prometheus=URL minutes=5 board=fleet row=Nodes
                  dashboards/preview/picture wait.png auto prometheus=URL minutes=5 'row=The wait' cache=lock
                """.replace("URL", prometheus);
    }

    /** What a person who practises needs to know: the requests for steps that are no switches, and what Ctrl-C does. */
    static String practice(String load) {
        StringBuilder text = new StringBuilder(Text.of(
                "%nA herd may begin at any moment from now, at the latest in %d s. Find out which one it is, and end it,"
                        + " with runbook.md.%n"
                        + "Ctrl-C or SIGTERM prints which one it was, and whether its alert has ended.%n"
                        + "Steps of the runbook that are no switches:%n",
                HiddenHerd.beginsWithin().toSeconds()));
        HiddenHerd.PATHS.forEach(path -> text.append(Text.of("  curl -X POST %s%s%n", load, path)));
        return text.toString();
    }
}
