package dev.corral.origin.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.corral.origin.time.VirtualTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final Duration SPAN = Duration.ofSeconds(5);

    private final VirtualTimeline timeline = new VirtualTimeline();
    private final Faults faults = new Faults(timeline, new SplittableRandom(42));
    private final List<String> resumed = new ArrayList<>();

    @Test
    void fault_endsAfterItsSpan() {
        faults.begin(fault(Fault.Kind.FAIL, 1, null));

        timeline.advance(SPAN.minusNanos(1));
        assertThat(faults.spoiling("a", 1)).hasValue(Fault.Kind.FAIL);
        timeline.advance(Duration.ofNanos(1));
        assertThat(faults.spoiling("a", 1)).isEmpty();
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void fault_isOfItsKindOnly() {
        faults.begin(fault(Fault.Kind.FAIL, 1, null));

        assertThat(faults.slowness("a", 1)).isEqualTo(1);
        assertThat(whenThawed("a")).containsExactly("a");
    }

    @Test
    void faultWithAKey_hitsNoOther() {
        faults.begin(fault(Fault.Kind.FAIL, 1, "hot"));

        assertThat(faults.spoiling("hot", 1)).isPresent();
        assertThat(faults.spoiling("cold", 1)).isEmpty();
    }

    @Test
    void faultWithAShare_hitsThatShareOfQueries() {
        faults.begin(fault(Fault.Kind.FAIL, 0.3, null));

        long failing = LongStream.generate(faults::drawLot)
                .limit(20_000)
                .filter(lot -> faults.spoiling("a", lot).isPresent())
                .count();
        assertThat(failing / 20_000.0).isCloseTo(0.3, within(0.01));
    }

    @Test
    void twoFaultsWithAShare_hitIndependently() {
        faults.begin(fault(Fault.Kind.FAIL, 0.5, null));
        faults.begin(fault(Fault.Kind.SLOW, 0.5, null));

        long both = LongStream.generate(faults::drawLot)
                .limit(20_000)
                .filter(lot -> faults.spoiling("a", lot).isPresent() && faults.slowness("a", lot) > 1)
                .count();
        assertThat(both / 20_000.0).isCloseTo(0.25, within(0.01));
    }

    @Test
    void faultsOfTheTime_leaveTheAnswerAsItIs() {
        faults.begin(fault(Fault.Kind.SLOW, 1, null));
        faults.begin(fault(Fault.Kind.FREEZE, 1, null));

        assertThat(faults.spoiling("a", 1)).isEmpty();
    }

    @Test
    void severalFaultsOfTheAnswer_theFirstCounts() {
        faults.begin(fault(Fault.Kind.TORN, 1, "hot"));
        faults.begin(fault(Fault.Kind.GARBAGE, 1, null));

        assertThat(faults.spoiling("hot", 1)).hasValue(Fault.Kind.TORN);
        assertThat(faults.spoiling("cold", 1)).hasValue(Fault.Kind.GARBAGE);
    }

    @Test
    void slowFaults_multiply() {
        faults.begin(fault(Fault.Kind.SLOW, 1, null));
        faults.begin(fault(Fault.Kind.SLOW, 1, null));

        assertThat(faults.slowness("a", 1)).isEqualTo(100);
    }

    @Test
    void freeze_holdsUntilTheLastOneEnds() {
        faults.begin(fault(Fault.Kind.FREEZE, 1, null));
        timeline.advance(Duration.ofSeconds(3));
        faults.begin(fault(Fault.Kind.FREEZE, 1, "a"));

        assertThat(whenThawed("a", "b")).isEmpty();
        timeline.advance(Duration.ofSeconds(2));
        assertThat(resumed).containsExactly("b");
        timeline.advance(Duration.ofSeconds(3));
        assertThat(resumed).containsExactly("b", "a");
    }

    @Test
    void endedFaults_letGoWhatTheyHeld() {
        faults.begin(fault(Fault.Kind.FREEZE, 1, null));
        whenThawed("a", "b");

        assertThat(faults.endAll()).isEqualTo(1);
        assertThat(resumed).containsExactly("a", "b");
        timeline.advance(SPAN);
        assertThat(resumed).hasSize(2);
    }

    @Test
    void timerOfAnEndedFault_leavesALaterOneAlone() {
        faults.begin(fault(Fault.Kind.FAIL, 1, null));
        timeline.advance(Duration.ofSeconds(3));
        faults.endAll();
        faults.begin(fault(Fault.Kind.FAIL, 1, null));

        timeline.advance(Duration.ofSeconds(2));
        assertThat(faults.active()).singleElement().extracting(faults::timeLeft).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void faultsBeyondTheLimit_areRefused() {
        IntStream.range(0, Faults.MAX_ACTIVE).forEach(number -> faults.begin(fault(Fault.Kind.SLOW, 1, null)));

        assertThatThrownBy(() -> faults.begin(fault(Fault.Kind.SLOW, 1, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("At most 16 faults");
    }

    @Test
    void impossibleFault_isToldInASentence() {
        assertThatThrownBy(() -> Fault.Kind.of("slwo"))
                .hasMessage("A fault's kind must be one of slow, fail, freeze, garbage, torn, endless, drip.");
        assertThatThrownBy(() -> new Fault(Fault.Kind.SLOW, Duration.ZERO, 1, 1, null))
                .hasMessage("A fault must last from 1 to 3600000 milliseconds.");
        assertThatThrownBy(() -> new Fault(Fault.Kind.SLOW, SPAN, 0, 1, null)).hasMessageContaining("factor");
        assertThatThrownBy(() -> new Fault(Fault.Kind.SLOW, SPAN, 1, 1.1, null)).hasMessageContaining("share");
        assertThatThrownBy(() -> new Fault(Fault.Kind.SLOW, SPAN, 1, Double.NaN, null))
                .hasMessageContaining("share");
    }

    private static Fault fault(Fault.Kind kind, double share, String key) {
        return new Fault(kind, SPAN, 10, share, key);
    }

    private List<String> whenThawed(String... keys) {
        for (String key : keys) {
            faults.whenThawed(key, 1, () -> resumed.add(key));
        }
        return resumed;
    }
}
