package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.VoidRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the result of a measure that cannot be run. */
class BenchTest {

    private static final Runnable ALIVE = () -> {};

    private final List<String> said = new ArrayList<>();

    @Test
    void regression_isMissedAndNotVoid() throws Exception {
        Verdict verdict = ControlledNode.settled("lock", CacheStatus.FRESH, CacheStatus.LOADED, "node-2");
        Measured measured = hold(new Missed(verdict), ALIVE);
        assertThat(measured.held()).isTrue();
        assertThat(measured.kept()).isFalse();
        assertThat(measured.verdicts()).containsExactly(verdict);
        assertThat(verdict.check("near-hit").toString()).contains("'lock'", "FRESH", "LOADED", "node-2");
    }

    @Test
    void machine_makesAMeasureVoidOnceItWasTriedTwice() throws Exception {
        Measured measured = hold(new VoidRun("the generator was late"), ALIVE);
        assertThat(measured.held()).isFalse();
        assertThat(measured.verdicts().getFirst().beside()).isEqualTo("the generator was late");
        assertThat(said).hasSize(1);
    }

    @Test
    void anyOtherFailure_isItsOwnSentence() {
        LabException other = new LabException("the control does not send the same response as the node");
        assertThatThrownBy(() -> hold(other, ALIVE)).isSameAs(other);
    }

    @Test
    void endedProcess_isNamedAndNothingIsVoid() {
        LabException ended = new LabException("node-1 was ended by SIGKILL");
        assertThatThrownBy(() -> hold(new VoidRun("the generator was late"), () -> {
                    throw ended;
                }))
                .isSameAs(ended);
    }

    @Test
    void table_isChosenByNameOnly() {
        assertThat(Bench.chosen(false, List.of()))
                .extracting(Measure::name)
                .contains("cold-node")
                .doesNotContain(ColdStarts.NAME);
        assertThat(Bench.chosen(false, List.of(ColdStarts.NAME)))
                .extracting(Measure::name)
                .containsExactly(ColdStarts.NAME);
    }

    private Measured hold(LabException failure, Runnable requireAlive) throws Exception {
        Measure failing = Measure.ofCosts("failing", controlled -> {
            throw failure;
        });
        return Bench.hold(failing, null, requireAlive, said::add);
    }
}
