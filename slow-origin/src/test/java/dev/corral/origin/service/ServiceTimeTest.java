package dev.corral.origin.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {

    private static final Duration MEDIAN = Duration.ofMillis(400);

    @Test
    void noSpread_isTheMedian() {
        assertThat(draws(serviceTime(0, 0, 1), 100)).containsOnly(MEDIAN);
    }

    @Test
    void sameSeed_givesTheSameTimes() {
        List<Duration> times = draws(serviceTime(0.1, 0, 7), 100);

        assertThat(draws(serviceTime(0.1, 0, 7), 100)).isEqualTo(times);
        assertThat(draws(serviceTime(0.1, 0, 8), 100)).isNotEqualTo(times);
    }

    @Test
    void spread_isTheSigmaOfALogNormal() {
        List<Double> logs = draws(serviceTime(0.3, 0, 1), 20_000).stream()
                .map(time -> Math.log((double) time.toNanos() / MEDIAN.toNanos()))
                .toList();

        double mean = logs.stream().mapToDouble(log -> log).average().orElseThrow();
        double variance = logs.stream()
                .mapToDouble(log -> (log - mean) * (log - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(variance)).isCloseTo(0.3, within(0.01));
    }

    @Test
    void congestion_growsWithTheQueue() {
        ServiceTime serviceTime = serviceTime(0, 0.5, 1);

        assertThat(serviceTime.draw(0)).isEqualTo(MEDIAN);
        assertThat(serviceTime.draw(1)).isEqualTo(Duration.ofMillis(600));
        assertThat(serviceTime.draw(4)).isEqualTo(Duration.ofMillis(1_200));
    }

    private static ServiceTime serviceTime(double spread, double congestion, long seed) {
        return new ServiceTime(MEDIAN, spread, congestion, new SplittableRandom(seed));
    }

    private static List<Duration> draws(ServiceTime serviceTime, int count) {
        return Stream.generate(() -> serviceTime.draw(0)).limit(count).toList();
    }
}
