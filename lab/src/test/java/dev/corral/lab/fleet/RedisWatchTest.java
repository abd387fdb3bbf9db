package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.ending.LabException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that each state of Redis is reported in one line, however often it is polled. */
class RedisWatchTest {

    private static final long SECOND = 1_000_000_000;

    private final Fake redis = new Fake();
    private long now;
    private final RedisWatch watch = new RedisWatch(redis, () -> now);

    @Test
    void answeringRedis_isNotReported() {
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void silentRedis_isReportedOnceAndItsReturnOnce() {
        redis.silence = "Connection refused";
        assertThat(watch.look())
                .hasValue("Redis at there does not answer (Connection refused): the nodes load from the origin");
        redis.silence = "no reply within 5 s";
        assertThat(watch.look()).isEmpty();

        redis.silence = null;
        assertThat(watch.look()).hasValue("Redis at there answers again");
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void endedRedis_isReportedWithItsStatusAndStartedAgain() {
        redis.end();

        assertThat(watch.look().orElseThrow())
                .startsWith("Redis at there was ended by SIGKILL (exit status 137;")
                .contains("started again, empty");
        assertThat(redis.starts).isZero();
        assertThat(watch.look()).hasValue("Redis at there answers again, empty");
        assertThat(redis.starts).isEqualTo(1);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void redisThatEndsWhileItIsAsked_isReportedAsEnded() {
        redis.endsWhenAsked = true;

        assertThat(watch.look().orElseThrow()).contains("SIGKILL");
    }

    @Test
    void redisThatDoesNotStart_isReportedOnceAndTriedEverMoreRarely() {
        redis.end();
        redis.startFailure = "no space";
        watch.look();

        assertThat(watch.look().orElseThrow()).contains("does not start again (no space)");
        for (int seconds = 0; seconds < 600; seconds++) {
            now += SECOND;
            assertThat(watch.look()).isEmpty();
        }

        assertThat(redis.starts).as("1, 2, 4, 8 and 16 s apart, then 30 s").isBetween(20, 26);
        redis.startFailure = null;
        now += 30 * SECOND;
        assertThat(watch.look()).hasValue("Redis at there answers again, empty");
    }

    private static final class Fake implements RedisWatch.Watched {
        private String silence;
        private String startFailure;
        private boolean ended;
        private boolean endsWhenAsked;
        private int starts;

        void end() {
            ended = true;
            silence = "Connection refused";
        }

        @Override
        public String address() {
            return "there";
        }

        @Override
        public Optional<ExitStatus> ended() {
            return ended ? Optional.of(new ExitStatus(137)) : Optional.empty();
        }

        @Override
        public Optional<String> silence() {
            if (endsWhenAsked) {
                end();
            }
            return Optional.ofNullable(silence);
        }

        @Override
        public void startAgain() {
            starts++;
            if (startFailure != null) {
                throw new LabException(startFailure);
            }
            ended = false;
            silence = null;
        }
    }
}
