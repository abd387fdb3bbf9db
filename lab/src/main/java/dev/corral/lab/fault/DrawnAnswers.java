package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A script whose kind of response is drawn from the seed and the key, so that both sides of a fault get the same
 * responses.
 */
final class DrawnAnswers implements RawOrigin.Script {

    private static final double INTERIM = 0.2;
    /** The share of malformed responses, small enough that fewer than half of a node's loads fail. */
    private static final double ILL_FORMED = 0.08;

    private static final double CHUNKED = 0.3;
    private static final int SLOWEST_MILLIS = 12;
    private static final Duration BETWEEN_PARTS = Duration.ofMillis(15);

    private final long seed;
    private final int first;
    private final AtomicInteger interim = new AtomicInteger();
    private final AtomicInteger illFormed = new AtomicInteger();

    /** @param first the number of the first key; it is subtracted, so that the draw does not depend on it */
    DrawnAnswers(long seed, int first) {
        this.seed = seed;
        this.first = first;
    }

    @Override
    public void answer(RawRequest request, RawConnection connection) throws IOException {
        SplittableRandom random = random(number(request.key()));
        AnswerKind kind = kind(random);
        count(kind);
        Patience.pause(Duration.ofMillis(random.nextInt(1, SLOWEST_MILLIS)));
        for (String part : kind.parts(request.key(), random)) {
            connection.send(part);
            Patience.pause(BETWEEN_PARTS);
        }
        if (kind.closes()) {
            connection.close();
        }
    }

    private void count(AnswerKind kind) {
        interim.addAndGet(kind == AnswerKind.INTERIM ? 1 : 0);
        illFormed.addAndGet(kind.wellFormed() ? 0 : 1);
    }

    AnswerKind kind(int number) {
        return kind(random(number));
    }

    private static AnswerKind kind(RandomGenerator random) {
        double drawn = random.nextDouble();
        if (drawn < ILL_FORMED) {
            AnswerKind[] all = AnswerKind.values();
            int first = AnswerKind.SECOND_RESPONSE.ordinal();
            return all[random.nextInt(first, all.length)];
        }
        if (drawn < ILL_FORMED + INTERIM) {
            return AnswerKind.INTERIM;
        }
        return random.nextDouble() < CHUNKED ? AnswerKind.CHUNKED : AnswerKind.PLAIN;
    }

    private SplittableRandom random(int number) {
        return new SplittableRandom(new SplittableRandom(seed + number - first).nextLong());
    }

    /** The number at the end of the key's name; 0 for a key that belongs to no load. */
    private static int number(String key) {
        String digits = key.substring(key.lastIndexOf('-') + 1);
        return digits.chars().allMatch(Character::isDigit) && !digits.isEmpty() ? Integer.parseInt(digits) : 0;
    }

    int first() {
        return first;
    }

    /** The number of responses with interim responses that were sent. */
    int interim() {
        return interim.get();
    }

    int illFormed() {
        return illFormed.get();
    }
}
