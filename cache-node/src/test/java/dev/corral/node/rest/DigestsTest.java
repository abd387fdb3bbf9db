package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DigestsTest {

    private final Digests digests = new Digests();
    private final Value row = row();

    @Test
    void rowOfTheNearCache_isDigestedOnce() {
        Answer hit = answer(row, Source.NEAR);

        assertThat(digests.tag(row, hit)).isEqualTo(ETag.of(row)).isSameAs(digests.tag(row, hit));
    }

    @Test
    void sameBytesOfAnotherRow_haveTheSameTag() {
        Value copy = row();

        assertThat(digests.tag(copy, answer(copy, Source.NEAR))).isEqualTo(digests.tag(row, answer(row, Source.NEAR)));
    }

    @Test
    void copyOfTheSharedStore_isNotRemembered() {
        Answer hit = answer(row, Source.STORE);

        assertThat(digests.tag(row, hit)).isEqualTo(ETag.of(row)).isNotSameAs(digests.tag(row, hit));
    }

    private static Value row() {
        return new Value("bytes".getBytes(StandardCharsets.UTF_8), "text/plain", 0);
    }

    private static Answer answer(Value row, Source source) {
        return Answer.cached(new Entry(row, 1, 0, Limits.hard(Duration.ofMinutes(1)), Duration.ZERO), source, false);
    }
}
