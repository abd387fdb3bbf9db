package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.measure.Check;
import java.util.List;

/** A fault and counts by which it keeps every promise: each of them, made worse, must be missed. */
record Judged(Fault fault, Seen with, Seen control) {

    void keepsAll() {
        assertThat(fault.judge(with, control)).isNotEmpty().allMatch(Check::kept);
    }

    /** With this count of the cure's side made worse, a promise is missed, and it says what was seen. */
    void misses(String name, double worse) {
        List<Check> missed = missed(replaced(with, name, worse), control);
        assertThat(missed).as("%s at %s", name, worse).isNotEmpty();
    }

    /** A control that shows no harm is a promise missed: the last one. */
    void showsNothing(String name, double harmless) {
        List<Check> checks = fault.judge(with, replaced(control, name, harmless));
        assertThat(checks.getLast().kept()).as("%s at %s", name, harmless).isFalse();
        assertThat(checks.getLast().name()).isEqualTo("the control shows the harm");
    }

    private List<Check> missed(Seen cure, Seen harm) {
        return fault.judge(cure, harm).stream().filter(check -> !check.kept()).toList();
    }

    private static Seen replaced(Seen seen, String name, double count) {
        seen.get(name);
        return seen.and(name, count);
    }
}
