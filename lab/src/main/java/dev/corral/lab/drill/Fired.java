package dev.corral.lab.drill;

import dev.corral.lab.fleet.PrometheusApi.Alert;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of the alerts that have fired. Alerts whose windows are hours are left out, because a drill has minutes. */
final class Fired {

    /** Their cases are the unit tests of the rules. */
    static final Set<String> OF_HOURS = Set.of("CorralAvailabilityBurn", "CorralLatencyBurn", "CorralHitRatioBurn");

    /** They fire for a look-back of the rules after their cause, so that nobody waits for their end. */
    private static final Set<String> LINGERING = Set.of("CorralFenceRefusals");

    private static final String OF = " of ";

    private final Set<String> names = new TreeSet<>();
    private final Set<Map<String, String>> left = new HashSet<>();
    private boolean begun;
    private final String alert;
    private final String cache;

    /**
     * @param alert the alert of a herd, which is left out
     * @param cache the cache of the herd; the same alert of another cache is not the herd's
     */
    Fired(String alert, String cache) {
        this.alert = alert;
        this.cache = cache;
    }

    /** Returns one without a herd, in which every alert is one too many. */
    static Fired inHealth() {
        return new Fired("", "");
    }

    /** Whether nothing fires that is judged, except what lingers. */
    static boolean isQuiet(Collection<Alert> alerts) {
        return alerts.stream().filter(Fired::isJudged).allMatch(Fired::lingers);
    }

    private static boolean lingers(Alert alert) {
        return LINGERING.contains(alert.name());
    }

    private static boolean isJudged(Alert alert) {
        return alert.firing() && !OF_HOURS.contains(alert.name());
    }

    /**
     * Returns whether the alert of the herd is among them. An alert that lingers, and has fired since the first time, is
     * left from before.
     */
    boolean add(Collection<Alert> alerts) {
        List<Alert> judged = alerts.stream().filter(Fired::isJudged).toList();
        keepLeft(judged.stream().filter(Fired::lingers).map(Alert::labels).toList());
        judged.stream()
                .filter(each -> !isOwn(each) && !left.contains(each.labels()))
                .forEach(each -> names.add(named(each)));
        return alerts.stream().anyMatch(each -> each.firing() && isOwn(each));
    }

    private void keepLeft(List<Map<String, String>> lingering) {
        if (begun) {
            left.retainAll(lingering);
        } else {
            left.addAll(lingering);
            begun = true;
        }
    }

    private String named(Alert each) {
        return each.concerns(cache)
                ? each.name()
                : each.name() + OF + each.labels().get("cache");
    }

    /** Returns the name of an alert without the cache that follows it. */
    static String alert(String named) {
        return named.split(OF, 2)[0];
    }

    private boolean isOwn(Alert each) {
        return each.name().equals(alert) && each.concerns(cache);
    }

    Set<String> names() {
        return names;
    }
}
