package dev.corral.lab.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of one herd.
 *
 * @param countedFrom the instant from which the seconds to the alert are counted
 * @param followed the other alerts that fired and may fire, each with the reason
 * @param seconds the duration of the herd, from the observation before it to its end
 * @param unmeasured the reason why there is no result; null if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HerdRow(
        String name,
        String alert,
        String cache,
        String cause,
        String countedFrom,
        HerdSeen seen,
        Map<String, String> followed,
        List<Check> checks,
        long seconds,
        String unmeasured) {

    private static final double FIRES_AT_MOST = 30;
    private static final double ENDS_AT_MOST = 180;

    static HerdRow of(Herd.About about, HerdSeen seen, long seconds) {
        Map<String, String> followed = new TreeMap<>();
        seen.others().stream()
                .filter(each -> follows(about, each))
                .forEach(each -> followed.put(each, about.followers().get(Fired.alert(each))));
        return new HerdRow(
                about.name(),
                about.alert(),
                about.cache(),
                about.cause(),
                about.countedFrom(),
                seen,
                followed,
                judge(about, seen),
                seconds,
                null);
    }

    static HerdRow unmeasured(Herd herd, String why) {
        Herd.About about = herd.about();
        return new HerdRow(
                about.name(),
                about.alert(),
                about.cache(),
                about.cause(),
                about.countedFrom(),
                null,
                Map.of(),
                List.of(),
                0,
                why);
    }

    private static List<Check> judge(Herd.About about, HerdSeen seen) {
        String herd = about.name();
        String panel = "panel \"" + about.panel().title() + "\"";
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                herd,
                panel + " before",
                about.panel().bound() + ", with data",
                seen.before().panel(),
                seen.before().healthy()));
        checks.add(new Check(
                herd, panel + " during the herd", "not " + about.panel().bound(), seen.during(), seen.shown()));
        checks.add(
                within(herd, "time to " + about.alert(), FIRES_AT_MOST, " after " + about.countedFrom(), seen.fired()));
        seen.steps().forEach(step -> checks.add(step.check(herd)));
        checks.add(within(
                herd,
                panel + " healthy",
                ENDS_AT_MOST,
                " after the last step",
                seen.end().recovered()));
        checks.add(within(
                herd,
                about.alert() + " resolved",
                ENDS_AT_MOST,
                " after the last step",
                seen.fired() == null ? null : seen.end().resolved()));
        checks.add(unexpected(about, seen));
        return checks;
    }

    private static Check within(String herd, String name, double limit, String after, Double seconds) {
        boolean kept = seconds != null && seconds <= limit;
        return new Check(herd, name, Text.of("at most %.0f s%s", limit, after), text(seconds, "%s", "never"), kept);
    }

    private static Check unexpected(Herd.About about, HerdSeen seen) {
        List<String> names =
                seen.others().stream().filter(each -> !follows(about, each)).toList();
        return new Check(about.name(), "alerts that should not fire", "none", names(names), names.isEmpty());
    }

    /** @param other an alert that fired, with its cache if that is not the herd's */
    private static boolean follows(Herd.About about, String other) {
        return about.followers().containsKey(Fired.alert(other));
    }

    /** Returns the names as text. */
    static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /**
     * Returns a time as text.
     *
     * @param some the text in which {@code %s} stands for the time
     */
    static String text(Double seconds, String some, String none) {
        return seconds == null ? none : some.replace("%s", Text.of("%.1f s", seconds));
    }

    /** Whether every check passes; true for a herd without a result. */
    boolean kept() {
        return checks.stream().allMatch(Check::kept);
    }
}
