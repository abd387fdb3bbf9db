package dev.corral.lab.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.lab.measure.Check;
import java.util.List;

/**
 * What one fault has shown.
 *
 * @param with the cure
 * @param unfit why it could not be held; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultRow(Fault.About about, Seen with, Seen control, List<Check> checks, String unfit) {

    static FaultRow held(Fault fault, Seen with, Seen control) {
        return new FaultRow(fault.about(), with, control, fault.judge(with, control), null);
    }

    static FaultRow unfit(Fault fault, String why) {
        return new FaultRow(fault.about(), Seen.NOTHING, Seen.NOTHING, List.of(), why);
    }
}
