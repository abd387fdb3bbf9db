package dev.corral.lab.report.page;

import dev.corral.lab.measure.Absorbed;
import dev.corral.lab.measure.Probes;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart of the requests that each layer absorbed, outermost layer first. Each bar begins where the bars of the
 * previous layers end.
 */
final class Waterfall {

    /** The order in which the outcomes are drawn. */
    private static final List<String> ORDER =
            List.of("near", "hit", "stale", "flight", "fleet", "origin", "refused", "failed", "cancelled");

    private Waterfall() {}

    static String of(Probes probes) {
        List<Absorbed> layers = probes.absorbed();
        long widest = layers.stream().mapToLong(Waterfall::width).max().orElse(0);
        if (widest == 0) {
            return "<p class=\"none\">The probes counted no request.</p>";
        }
        StringBuilder list = new StringBuilder("<ol class=\"waterfall\">");
        layers.forEach(layer -> list.append(row(layer, widest)));
        return list.append("</ol>").toString();
    }

    /**
     * The width of a layer. A failure that a layer turned into a response is counted on both sides, so more requests
     * may leave a layer than reached it.
     */
    private static long width(Absorbed layer) {
        return Math.max(layer.entered(), layer.absorbed() + layer.passedOn());
    }

    private static String row(Absorbed layer, long widest) {
        boolean idle = layer.absorbed() == 0 && layer.spawned() == 0;
        return Text.of(
                "<li%s><div class=\"layer\"><b>%s</b> <span>%s</span></div><div class=\"bar\">%s</div><p>%s</p></li>",
                idle ? " class=\"idle\"" : "",
                Html.escape(layer.layer()),
                came(layer),
                bar(layer, widest),
                idle ? "passed every request on" : Html.escape(String.join(", ", parts(layer))));
    }

    private static String came(Absorbed layer) {
        return layer.refreshes() == 0
                ? Html.count(layer.entered()) + " in"
                : Text.of("%s in, %s of them refreshes", Html.count(layer.entered()), Html.count(layer.refreshes()));
    }

    private static String bar(Absorbed layer, long widest) {
        StringBuilder bar = new StringBuilder(piece("before", widest - width(layer), widest));
        for (String outcome : ORDER) {
            bar.append(piece(outcome, layer.answered().getOrDefault(outcome, 0L), widest));
        }
        return bar.append(piece("on", width(layer) - layer.absorbed(), widest)).toString();
    }

    private static String piece(String outcome, long count, long widest) {
        return count == 0
                ? ""
                : Text.of("<i class=\"%s\" style=\"width:%.3f%%\"></i>", outcome, 100.0 * count / widest);
    }

    private static List<String> parts(Absorbed layer) {
        List<String> parts = new ArrayList<>();
        for (String outcome : ORDER) {
            Long count = layer.answered().get(outcome);
            if (count != null) {
                parts.add(Html.count(count) + " " + outcome);
            }
        }
        if (layer.passedOn() > 0) {
            parts.add(Html.count(layer.passedOn()) + " passed on");
        }
        if (layer.spawned() > 0) {
            parts.add(Html.count(layer.spawned()) + " refreshes started");
        }
        return parts;
    }
}
