package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponseHeadCacheTest {

    private static final long WRITTEN = 7_123_456;
    /** The difference between the write times of two rows that share a slot. */
    private static final long PLACES = 1 << 10;

    private static final Duration TTL = Duration.ofMillis(2_700);
    private static final int STEP_MICROS = 997;
    private static final CacheStatus STATUS = new CacheStatus("node-1");
    private static final Map<String, String> FIELDS = Map.of("content-type", "text/plain");
    private static final byte[] ROW = "row".getBytes(StandardCharsets.UTF_8);

    private final ResponseHeadCache lastSaid = new ResponseHeadCache();
    private final List<Long> saidAnew = new ArrayList<>();

    @Test
    void atEveryMoment_isWhatWouldBeSaidAnew() {
        Entry entry = entry();
        long end = WRITTEN + TTL.toNanos() / 1_000;

        for (long now = WRITTEN - 5 * STEP_MICROS; now < end; now += STEP_MICROS) {
            assertThat(fields(again(entry, now))).isEqualTo(fields(anew(entry, now)));
        }

        assertThat(saidAnew)
                .as("before it was written, where a clock is behind, and when a second is over")
                .hasSize(5 + 5);
    }

    @Test
    void atTheLastMomentsOfASecond_isWhatWouldBeSaidAnew() {
        Entry entry = entry();
        for (long second = 0; second <= 2; second++) {
            for (long edge : List.of(second * 1_000_000, TTL.toNanos() / 1_000 - second * 1_000_000)) {
                for (long now = WRITTEN + edge - 3; now <= WRITTEN + edge + 3; now++) {
                    assertThat(fields(again(entry, now))).isEqualTo(fields(anew(entry, now)));
                }
            }
        }
    }

    @Test
    void clockThatStepsBack_isToldAnew() {
        Entry entry = entry();
        again(entry, WRITTEN + 1_500_000);

        assertThat(fields(again(entry, WRITTEN + 500_000))).isEqualTo(fields(anew(entry, WRITTEN + 500_000)));
    }

    @Test
    void everyRow_isGivenItsOwn() {
        List<Entry> more = new ArrayList<>();
        for (int row = 0; row < 5_000; row++) {
            more.add(entry(row));
        }
        for (int round = 0; round < 2; round++) {
            for (Entry each : more) {
                assertThat(fields(again(each, WRITTEN + 10))).isEqualTo(fields(anew(each, WRITTEN + 10)));
            }
        }
    }

    @Test
    void copiesOfOneStoredRow_areSaidOnce() {
        again(entry(), Source.STORE, WRITTEN + 10);
        again(entry(), Source.STORE, WRITTEN + 20);

        assertThat(saidAnew).hasSize(1);
    }

    @Test
    void whateverElseIsOther_isSaidAnew() {
        Map<String, String> more = Map.of("content-type", "text/plain", "content-language", "en");
        List<Entry> others = List.of(
                entry(2),
                entry(1, WRITTEN - PLACES, TTL, FIELDS),
                entry(1, WRITTEN, TTL.plusMillis(1), FIELDS),
                entry(1, WRITTEN, TTL, more));

        for (Entry other : others) {
            again(entry(), Source.STORE, WRITTEN + 10);
            assertThat(fields(again(other, Source.STORE, WRITTEN + 10)))
                    .isEqualTo(fields(anew(other, Source.STORE, WRITTEN + 10)));
        }
        again(entry(), Source.STORE, WRITTEN + 10);
        assertThat(fields(again(entry(), Source.NEAR, WRITTEN + 10)))
                .isEqualTo(fields(anew(entry(), Source.NEAR, WRITTEN + 10)));
        assertThat(saidAnew).as("each, and what it took the place of").hasSize(2 * others.size() + 2);
    }

    @Test
    void cacheThatHonoursTheOrigin_isToldAnew() {
        again(entry(), Source.STORE, WRITTEN + 10);
        Answer answer = Answer.cached(entry(), Source.STORE, false);

        assertThat(lastSaid.of(answer, "", true, WRITTEN + 10)).isEmpty();
    }

    @Test
    void anotherDigest_isSaidAnew() {
        Entry entry = entry(0);
        again(entry, WRITTEN + 10);

        Answer answer = Answer.cached(entry, Source.NEAR, false);

        assertThat(lastSaid.of(answer, digest((Value) entry.content()), false, WRITTEN + 10))
                .isPresent();
        assertThat(lastSaid.of(answer, "\"another\"", false, WRITTEN + 10)).isEmpty();
    }

    private static String digest(Value row) {
        return ETag.isDigest(row) ? ETag.of(row) : "";
    }

    private Reply again(Entry entry, long now) {
        return again(entry, Source.NEAR, now);
    }

    private Reply again(Entry entry, Source source, long now) {
        Answer answer = Answer.cached(entry, source, false);
        String digest = digest((Value) entry.content());
        return lastSaid.of(answer, digest, false, now).orElseGet(() -> {
            saidAnew.add(now);
            Reply reply = anew(entry, source, now);
            lastSaid.keep(answer, digest, false, now, reply);
            return reply;
        });
    }

    private static Reply anew(Entry entry, long now) {
        return anew(entry, Source.NEAR, now);
    }

    private static Reply anew(Entry entry, Source source, long now) {
        Answer answer = Answer.cached(entry, source, false);
        Reply reply = new Reply(200).field("row", String.valueOf(entry.fence()));
        LifetimeFields.tell(reply, answer, false, now);
        return reply.field(CacheStatus.HEADER, STATUS.of(answer, true, now)).body(ROW);
    }

    private static String fields(Reply reply) {
        return reply.asResource().getStringHeaders() + " "
                + new String((byte[]) reply.asResource().getEntity(), StandardCharsets.UTF_8);
    }

    private static Entry entry() {
        return entry(1);
    }

    private static Entry entry(int fence) {
        return entry(fence, WRITTEN, TTL, FIELDS);
    }

    private static Entry entry(int fence, long written, Duration ttl, Map<String, String> fields) {
        return new Entry(new Value(ROW, fields, fence), fence, written, Limits.hard(ttl), Duration.ZERO);
    }
}
