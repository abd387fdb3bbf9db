package dev.corral.lab.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.measure.Check;
import java.util.List;

/**
 * The result of one fault.
 *
 * @param with the counts with the cure
 * @param unfit the reason why the fault could not be injected; null if it was
 * @param inconclusive whether that reason was found only during the attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultRow(
        Fault.About about,
        Counts with,
        Counts control,
        List<Check> checks,
        String unfit,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inconclusive) {

    static FaultRow held(Fault fault, Counts with, Counts control) {
        return new FaultRow(fault.about(), with, control, fault.judge(with, control), null, false);
    }

    static FaultRow unfit(Fault fault, String why) {
        return new FaultRow(fault.about(), Counts.NOTHING, Counts.NOTHING, List.of(), why, false);
    }

    static FaultRow inconclusive(Fault fault, String why) {
        return new FaultRow(fault.about(), Counts.NOTHING, Counts.NOTHING, List.of(), why, true);
    }

    /** Whether every check passes; true for a fault that was not injected. */
    boolean kept() {
        return checks.stream().allMatch(Check::kept);
    }
}
