package dev.corral.lab.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.measure.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of one herd.
 *
 * @param fired the seconds until its alert; null if the alert did not fire
 * @param during the value of the panel that was farthest from a healthy one, as text
 * @param shown whether the panel showed an unhealthy value before the first step
 * @param others the other alerts that fired
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HerdSeen(
        Before before, Double fired, String during, boolean shown, List<Taken> steps, End end, List<String> others) {

    /**
     * The panel before the herd.
     *
     * @param panel its value as text
     * @param healthy whether it had data and was healthy for a TTL
     */
    record Before(String panel, boolean healthy) {}

    /**
     * A step that was carried out.
     *
     * @param output what the command printed
     */
    record Taken(String text, int status, String output) {

        /** Returns it as a line of the progress. */
        String line() {
            return "step: " + text + (status == 0 ? "" : " (refused: " + output + ")");
        }

        /** @param part the herd, or another part of the drill */
        Check check(String part) {
            return new Check(part, "step " + text, "done", status == 0 ? "done" : "refused: " + output, status == 0);
        }
    }

    /**
     * The end of the herd.
     *
     * @param recovered the seconds from the last step until the panel stayed healthy; null if it did not
     * @param resolved the seconds from the last step until the alert stayed resolved; null if it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record End(Double recovered, Double resolved) {}

    /** Returns the seconds with one decimal; null for none. */
    static Double seconds(Optional<Duration> time) {
        return time.map(each -> Math.round(each.toMillis() / 100.0) / 10.0).orElse(null);
    }
}
