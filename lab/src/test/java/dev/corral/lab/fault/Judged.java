package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.measure.Check;
import java.util.List;

/** A fault with counts that keep every promise; each promise must be missed if one count is made worse. */
record Judged(Fault fault, Counts with, Counts control) {

    void keepsAll() {
        assertThat(fault.judge(with, control)).isNotEmpty().allMatch(Check::kept);
    }

    /** Checks that a worse count on the side of the cure misses a promise, and that the check contains the count. */
    void misses(String name, double worse) {
        List<Check> missed = missed(replaced(with, name, worse), control);
        assertThat(missed).as("%s at %s", name, worse).isNotEmpty();
    }

    /** Checks that a control without harm misses the last promise. */
    void showsNothing(String name, double harmless) {
        List<Check> checks = fault.judge(with, replaced(control, name, harmless));
        assertThat(checks.getLast().kept()).as("%s at %s", name, harmless).isFalse();
        assertThat(checks.getLast().name()).isEqualTo("the control shows the harm");
    }

    private List<Check> missed(Counts cure, Counts harm) {
        return fault.judge(cure, harm).stream().filter(check -> !check.kept()).toList();
    }

    private static Counts replaced(Counts seen, String name, double count) {
        seen.get(name);
        return seen.and(name, count);
    }
}
