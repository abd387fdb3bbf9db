package dev.corral.lab.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.measure.Check;
import java.util.List;

/**
 * What one fault has shown.
 *
 * @param with the cure
 * @param unfit why it could not be held; else null
 * @param inconclusive whether that was found only when it was tried
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultRow(
        Fault.About about,
        Seen with,
        Seen control,
        List<Check> checks,
        String unfit,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inconclusive) {

    static FaultRow held(Fault fault, Seen with, Seen control) {
        return new FaultRow(fault.about(), with, control, fault.judge(with, control), null, false);
    }

    static FaultRow unfit(Fault fault, String why) {
        return new FaultRow(fault.about(), Seen.NOTHING, Seen.NOTHING, List.of(), why, false);
    }

    static FaultRow inconclusive(Fault fault, String why) {
        return new FaultRow(fault.about(), Seen.NOTHING, Seen.NOTHING, List.of(), why, true);
    }

    /** Of a fault that was not held: yes. */
    boolean kept() {
        return checks.stream().allMatch(Check::kept);
    }
}
