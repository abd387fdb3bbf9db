package dev.corral.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.policy.Freshness.Judgement;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Entry ENTRY = new Entry(
            Content.ABSENT, 1, 0, new Limits(SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(3)), Duration.ZERO);

    @Test
    void hardTtl_knowsNoStale() {
        assertThat(Freshness.hardTtl().judge(ENTRY, 999_999)).isEqualTo(Judgement.FRESH);
        assertThat(Freshness.hardTtl().judge(ENTRY, 1_000_000)).isEqualTo(Judgement.EXPIRED);
    }

    @Test
    void staleWhileRevalidate_servesStaleBetweenSoftAndStaleLimit() {
        Freshness swr = Freshness.staleWhileRevalidate();
        assertThat(swr.judge(ENTRY, 999_999)).isEqualTo(Judgement.FRESH);
        assertThat(swr.judge(ENTRY, 1_000_000)).isEqualTo(Judgement.STALE);
        assertThat(swr.judge(ENTRY, 1_999_999)).isEqualTo(Judgement.STALE);
        assertThat(swr.judge(ENTRY, 2_000_000)).isEqualTo(Judgement.EXPIRED);
    }

    @Test
    void xfetch_drawsEarlyWithTheChanceOfItsClosedForm() {
        Duration delta = Duration.ofMillis(400);
        Content row = new Content.Value(new byte[0], "text/plain", 0);
        Entry entry = new Entry(row, 1, 0, Limits.hard(Duration.ofSeconds(60)), delta);
        Freshness xfetch = Freshness.xfetch(1.5, new Random(7)::nextDouble, Freshness.hardTtl());
        for (long leftMicros : new long[] {50_000, 400_000, 1_000_000, 2_000_000}) {
            double expected = Math.exp(-leftMicros / (1.5 * delta.toNanos() / 1e3));
            assertThat(early(xfetch, entry, 60_000_000 - leftMicros))
                    .as("%d µs left", leftMicros)
                    .isCloseTo(expected, within(0.01));
        }
    }

    @Test
    void xfetch_leadsByAFifthOfTheTtlAtMost() {
        Content row = new Content.Value(new byte[0], "text/plain", 0);
        Entry entry = new Entry(row, 1, 0, Limits.hard(Duration.ofSeconds(5)), Duration.ofSeconds(100));
        Freshness certain = Freshness.xfetch(1, () -> 0.999_999, Freshness.hardTtl());
        assertThat(certain.judge(entry, 3_999_999)).isEqualTo(Judgement.FRESH);
        assertThat(certain.judge(entry, 4_000_000)).isEqualTo(Judgement.EARLY);
    }

    @Test
    void xfetch_leavesToTheOtherWhatIsNotFreshAndWhatIsAbsent() {
        Freshness certain = Freshness.xfetch(1, () -> 0.999_999, Freshness.staleWhileRevalidate());
        assertThat(certain.judge(ENTRY, 999_999)).isEqualTo(Judgement.FRESH);
        assertThat(certain.judge(ENTRY, 1_500_000)).isEqualTo(Judgement.STALE);
        assertThat(certain.judge(ENTRY, 2_500_000)).isEqualTo(Judgement.EXPIRED);
    }

    private static double early(Freshness freshness, Entry entry, long nowMicros) {
        int draws = 50_000;
        return IntStream.range(0, draws)
                        .filter(draw -> freshness.judge(entry, nowMicros) == Judgement.EARLY)
                        .count()
                / (double) draws;
    }

    @Test
    void absence_isForgottenOrRememberedWithoutAStaleTime() {
        Key key = new Key("c", "k");
        assertThat(Absence.notStored().limits(key)).isEmpty();
        assertThat(Absence.storedFor(SECOND, 0.2, () -> 0.5).limits(key)).contains(Limits.hard(SECOND));
    }

    @Test
    void unusableAnswer_speaksAgainstItsKeyAndNotAgainstTheOrigin() {
        LoadFailure tooLarge = LoadFailure.OriginFailed.unusable("too large");
        assertThat(Verdict.ofKey().againstOrigin(tooLarge)).isTrue();
        assertThat(Verdict.ofOrigin().againstOrigin(tooLarge)).isFalse();
        assertThat(Verdict.ofOrigin().againstOrigin(LoadFailure.OriginFailed.timedOut(SECOND)))
                .isTrue();
    }

    @Test
    void verdict_blamesTheOriginOnlyForWhatTheOriginDid() {
        Verdict verdict = Verdict.ofKey();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginFailed("500", null)))
                .isTrue();
        assertThat(verdict.againstOrigin(LoadFailure.OriginFailed.timedOut(SECOND)))
                .isTrue();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginRefused("503", SECOND, true)))
                .isTrue();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginRefused("breaker open", SECOND, false)))
                .isFalse();
        assertThat(verdict.againstOrigin(new LoadFailure.Shed("gate", SECOND))).isFalse();
        assertThat(verdict.againstOrigin(new LoadFailure.DeadlineExceeded())).isFalse();
        assertThat(verdict.againstOrigin(new IllegalStateException("a bug in an adapter")))
                .isTrue();
    }
}
