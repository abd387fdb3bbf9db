package dev.corral.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.VoidRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final List<String> PARTS = List.of("one", "two", "three", "four");

    private final List<String> begun = new ArrayList<>();

    @Test
    void partsThatSucceed_areAllThere() throws Exception {
        Results<String> results = Results.of(PARTS, this::measured, ResultsTest::missing, () -> false);
        assertThat(results.all()).containsExactly("ONE", "TWO", "THREE", "FOUR");
        assertThat(results.failure()).isEmpty();
        results.requireWhole();
    }

    @Test
    void partThatFails_takesNothingFromThoseBeforeAndEndsTheRun() throws Exception {
        Results<String> results = Results.of(PARTS, this::failingAtThree, ResultsTest::missing, () -> false);
        assertThat(results.all())
                .containsExactly(
                        "ONE", "TWO", "three: node-1 was ended", "four: the run ended before it: node-1 was ended");
        assertThat(begun).containsExactly("one", "two", "three");
        assertThatThrownBy(results::requireWhole).hasMessage("node-1 was ended");
    }

    @Test
    void voidPart_hasNoResultAndTheOthersAreMeasured() throws Exception {
        Results<String> results = Results.of(
                PARTS,
                part -> {
                    if (part.equals("two")) {
                        throw new VoidRun("the generator was late");
                    }
                    return measured(part);
                },
                ResultsTest::missing,
                () -> false);
        assertThat(results.all()).containsExactly("ONE", "two: the generator was late", "THREE", "FOUR");
        assertThat(results.failure()).isEmpty();
    }

    @Test
    void endOfTheLab_isNoResult() {
        assertThatThrownBy(() -> Results.of(PARTS, this::measured, ResultsTest::missing, () -> begun.size() == 2))
                .isInstanceOf(LabException.class);
        assertThat(begun).containsExactly("one", "two");
    }

    @Test
    void failureOfAPartWhileTheLabEnds_isNoResult() {
        assertThatThrownBy(() -> Results.of(PARTS, this::failingAtThree, ResultsTest::missing, () -> begun.size() == 3))
                .hasMessage("the lab was ended by a signal");
    }

    @Test
    void defect_isNoResult() {
        assertThatThrownBy(() -> Results.of(
                        PARTS,
                        part -> {
                            throw new IllegalStateException(part);
                        },
                        ResultsTest::missing,
                        () -> false))
                .isInstanceOf(IllegalStateException.class);
    }

    private String measured(String part) {
        begun.add(part);
        return part.toUpperCase(java.util.Locale.ROOT);
    }

    private String failingAtThree(String part) {
        String result = measured(part);
        if (part.equals("three")) {
            throw new LabException("node-1 was ended");
        }
        return result;
    }

    private static String missing(String part, String why) {
        return part + ": " + why;
    }
}
