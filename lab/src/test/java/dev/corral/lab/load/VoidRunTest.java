package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.machine.Contention;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoidRunTest {

    private static final Lag IN_TIME = new Lag(0.009, 20);
    private static final Lag LATE = new Lag(0.2, 900);
    private static final Contention GIVEN = new Contention(0.5, 0.6, 0.05, 0);
    private static final Contention TAKEN = new Contention(0.9, 1, 0.6, 0);

    private final List<String> said = new ArrayList<>();

    @Test
    void loadInTimeOnAFreeMachine_counts() {
        assertThat(VoidRun.reason(IN_TIME, GIVEN)).isEmpty();
        VoidRun.require(IN_TIME, GIVEN);
    }

    @Test
    void lateLoad_andTakenProcessorAreVoid() {
        assertThat(VoidRun.reason(LATE, GIVEN))
                .hasValueSatisfying(why -> assertThat(why).contains("20.0 %"));
        assertThat(VoidRun.reason(IN_TIME, TAKEN))
                .hasValueSatisfying(why -> assertThat(why).contains("90 %"));
        assertThatThrownBy(() -> VoidRun.require(IN_TIME, TAKEN)).isInstanceOf(VoidRun.class);
    }

    @Test
    void voidRun_isTriedOnceMore() throws Exception {
        Deque<String> runs = new ArrayDeque<>(List.of("void", "sound"));
        assertThat(Attempts.two(() -> run(runs), () -> {}, said::add)).isEqualTo("sound");
        assertThat(said).containsExactly("it was void");
    }

    @Test
    void secondVoidRun_isTheLast() {
        Deque<String> runs = new ArrayDeque<>(List.of("void", "void", "sound"));
        assertThatThrownBy(() -> Attempts.two(() -> run(runs), () -> {}, said::add))
                .isInstanceOf(VoidRun.class);
        assertThat(runs).containsExactly("sound");
        assertThat(said).hasSize(1);
    }

    private static String run(Deque<String> runs) {
        String next = runs.removeFirst();
        if (next.equals("void")) {
            throw new VoidRun("it was void");
        }
        return next;
    }
}
