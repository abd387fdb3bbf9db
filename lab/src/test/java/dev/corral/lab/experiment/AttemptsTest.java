package dev.corral.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.output.OutputFile;
import dev.corral.lab.output.Unwritten;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Contention TAKEN = new Contention(0.9, 1, 0.6, 0);
    private static final LabException LATE = new LabException("the origin is still busy after 60 s");
    private static final LabException ENDED = new LabException("node-2 was ended by SIGKILL");

    private boolean ended;

    @Test
    void failureOnATakenMachine_isVoid() {
        assertThatThrownBy(() -> measure(LATE, TAKEN))
                .isInstanceOf(VoidRun.class)
                .hasMessageContaining("90 %")
                .hasMessageContaining("still busy after 60 s");
    }

    @Test
    void failureOnAFreeMachine_staysWhatItIs() {
        assertThatThrownBy(() -> measure(LATE, Contention.NONE)).isSameAs(LATE);
    }

    @Test
    void endedProcess_isTheCauseWhateverElseIsSaid() {
        ended = true;
        assertThatThrownBy(() -> measure(LATE, TAKEN)).isSameAs(ENDED);
        assertThatThrownBy(() -> measure(new VoidRun("the generator was late"), TAKEN))
                .isSameAs(ENDED);
        assertThatThrownBy(() -> measure(null, Contention.NONE))
                .as("numbers of a fleet that was not whole")
                .isSameAs(ENDED);
    }

    @Test
    void unwrittenFile_endsTheRunAlsoOnATakenMachine() {
        LabException unwritten = catchThrowableOfType(
                Unwritten.class, () -> OutputFile.write(Path.of("/nowhere/at/all/ledger.ndjson"), "text"));

        assertThatThrownBy(() -> measure(unwritten, TAKEN))
                .isSameAs(unwritten)
                .hasMessageContaining("cannot write /nowhere/at/all/ledger.ndjson");
    }

    @Test
    void successOnATakenMachine_isForOthersToJudge() throws Exception {
        assertThat(measure(null, TAKEN)).isEqualTo("measured");
    }

    private String measure(LabException failure, Contention contention) throws Exception {
        return Attempts.one(
                () -> {
                    if (failure != null) {
                        throw failure;
                    }
                    return "measured";
                },
                () -> {
                    if (ended) {
                        throw ENDED;
                    }
                },
                () -> contention);
    }
}
