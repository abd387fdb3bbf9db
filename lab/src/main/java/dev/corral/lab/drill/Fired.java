package dev.corral.lab.drill;

import dev.corral.lab.fleet.PrometheusApi.Alert;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of the alerts that have fired. Alerts whose windows are hours are left out, because a drill has minutes. */
final class Fired {

    /** Their cases are the unit tests of the rules. */
    static final Set<String> OF_HOURS = Set.of("CorralAvailabilityBurn", "CorralLatencyBurn", "CorralHitRatioBurn");

    private static final String OF = " of ";

    private final Set<String> names = new TreeSet<>();
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

    static Set<String> judged(Collection<Alert> alerts) {
        return alerts.stream().filter(Fired::isJudged).map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isJudged(Alert alert) {
        return alert.firing() && !OF_HOURS.contains(alert.name());
    }

    /** Returns whether the alert of the herd is among them. */
    boolean add(Collection<Alert> alerts) {
        alerts.stream().filter(Fired::isJudged).filter(each -> !isOwn(each)).forEach(each -> names.add(named(each)));
        return alerts.stream().anyMatch(each -> each.firing() && isOwn(each));
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
