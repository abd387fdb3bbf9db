package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCodecTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(1), Duration.ofSeconds(20), Duration.ofDays(40_000));

    static Stream<Entry> entries() {
        byte[] binary = new byte[4_096];
        new Random(7).nextBytes(binary);
        return Stream.of(
                entry(Content.ABSENT),
                entry(new Content.Value(new byte[0], "", 0)),
                entry(new Content.Value(binary, "image/png", Long.MAX_VALUE)),
                entry(new Content.Value("雪".getBytes(UTF_8), "text/käse", 1)));
    }

    private static Entry entry(Content content) {
        return new Entry(content, 1_795_233_393_803_217L, 1_795_233_393_803_219L, LIMITS, Duration.ofNanos(5_000));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntry_comesBackEqual(Entry entry) {
        assertThat(decode(EntryCodec.encode(entry)))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(entry);
    }

    @Test
    void limitBelowAMillisecond_isRoundedUp() {
        Entry entry = new Entry(Content.ABSENT, 0, 0, Limits.hard(Duration.ofNanos(1)), Duration.ZERO);
        assertThat(decode(EntryCodec.encode(entry)).orElseThrow().limits())
                .isEqualTo(Limits.hard(Duration.ofMillis(1)));
    }

    @Test
    void nextFormat_isUnknown() {
        byte[] packed = EntryCodec.encode(entry(Content.ABSENT));
        packed[1]++;
        assertThat(decode(packed)).isEmpty();
    }

    @Test
    void anyOtherBytes_areUnknownAndNeverThrow() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 1) {
                System.arraycopy(EntryCodec.format(), 0, bytes, 0, 2);
            }
            decode(bytes).ifPresent(entry -> assertThat(entry.limits()).isNotNull());
        }
    }

    @Test
    void cutShort_isUnknown() {
        byte[] packed = EntryCodec.encode(entry(new Content.Value(new byte[0], "text/plain", 0)));
        for (int length = 0; length < packed.length; length++) {
            assertThat(EntryCodec.decode(Buffer.buffer(packed).getBuffer(0, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void fieldsTooLong_isRefusedInOneSentence() {
        Entry entry = entry(new Content.Value(new byte[0], "x".repeat(65_536), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryCodec.encode(entry))
                .withMessage("the metadata of a row must have at most 65535 bytes");
    }

    private static Optional<Entry> decode(byte[] packed) {
        return EntryCodec.decode(Buffer.buffer(packed));
    }
}
