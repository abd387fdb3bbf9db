package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.near.NearEntry.Trust;
import dev.corral.guard.near.NearStore.Epoch;
import dev.corral.guard.probe.Event;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearStoreTest {

    private static final Key KEY = new Key("c", "k");
    private static final long MAX_BYTES = 64_000;

    private final VirtualTime time = new VirtualTime();
    private final Recorder events = new Recorder();
    private final NearStore nearStore = new NearStore(MAX_BYTES, time, cache -> events);

    @BeforeEach
    void changes_are_told() {
        nearStore.allChanged();
    }

    @Test
    void shelfWithoutRoom_isRefusedInOneSentence() {
        assertThatThrownBy(() -> new NearStore(0, time, cache -> events))
                .hasMessage("the limit of the near cache is 0 bytes; it must be above 0");
    }

    @Test
    void newShelf_trustsNothing() {
        NearStore fresh = new NearStore(MAX_BYTES, time, cache -> events);

        fresh.keep(KEY, entry("v"), fresh.epoch(KEY));

        assertThat(fresh.live()).isFalse();
        assertThat(fresh.get(KEY)).isNull();
    }

    @Test
    void epochTakenBeforeAChange_keepsNothingOutOfIt() {
        Epoch epoch = nearStore.epoch(KEY);
        nearStore.changed(KEY);

        nearStore.keep(KEY, entry("old"), epoch);

        assertThat(nearStore.get(KEY)).isNull();
        assertThat(events.count(Event.NEAR_RACED)).isEqualTo(1);
    }

    @Test
    void epochTakenBeforeAChange_leavesWhatCameAfterIt() {
        Epoch early = nearStore.epoch(KEY);
        nearStore.changed(KEY);
        nearStore.keep(KEY, entry("new"), nearStore.epoch(KEY));

        nearStore.keep(KEY, entry("old"), early);

        assertThat(text(nearStore.get(KEY))).isEqualTo("new");
    }

    @Test
    void epochTakenBeforeALossOrAReturn_keepsNothing() {
        Epoch beforeLoss = nearStore.epoch(KEY);
        nearStore.lost();
        Epoch inBetween = nearStore.epoch(KEY);
        nearStore.keep(KEY, entry("v"), beforeLoss);
        nearStore.keep(KEY, entry("v"), inBetween);
        nearStore.keepBriefly(KEY, entry("v"), beforeLoss);
        nearStore.allChanged();
        nearStore.keep(KEY, entry("v"), beforeLoss);
        nearStore.keep(KEY, entry("v"), inBetween);
        nearStore.keepBriefly(KEY, entry("v"), inBetween);

        assertThat(nearStore.get(KEY)).isNull();
    }

    @Test
    void change_takesAwayItsEntryAloneEvenWhereIdsHaveColons() {
        Key odd = new Key("c", "a:b:{c}");
        keep(KEY, "v");
        keep(odd, "v");

        nearStore.changed("c:a:b:{c}");

        assertThat(nearStore.get(odd)).isNull();
        assertThat(text(nearStore.get(KEY))).isEqualTo("v");
    }

    @Test
    void malformedName_isIgnored() {
        keep(KEY, "v");

        for (String name : List.of("", ":", "c:", ":k", "no colon", "UPPER:k", "c:a\nb")) {
            nearStore.changed(name);
        }

        assertThat(nearStore.entries()).isEqualTo(1);
    }

    @Test
    void loss_distrustsEverythingAndTheReturnClearsIt() {
        keep(KEY, "v");
        NearEntry shelved = nearStore.get(KEY);
        assertThat(nearStore.trust(shelved)).isEqualTo(Trust.TRUSTED);

        nearStore.lost();
        assertThat(nearStore.trust(nearStore.get(KEY))).isEqualTo(Trust.UNTRUSTED);

        nearStore.allChanged();
        assertThat(nearStore.get(KEY)).isNull();
        assertThat(nearStore.trust(shelved)).isEqualTo(Trust.GONE);
    }

    @Test
    void entry_staysUntilItsHardLimitCountedFromItsWriting() {
        Entry entry = entry("v");
        time.advance(Duration.ofSeconds(7));
        nearStore.keep(KEY, entry, nearStore.epoch(KEY));

        time.advance(Duration.ofSeconds(3).minusNanos(1));
        assertThat(nearStore.get(KEY)).isNotNull();

        time.advance(Duration.ofNanos(1));
        assertThat(nearStore.get(KEY)).isNull();
    }

    @Test
    void weight_isCountedWithKeyFieldsAndOverhead() {
        Content row = new Content.Value(new byte[1_000], Map.of("etag", "0123456789"), 0);

        nearStore.keep(KEY, entry(row), nearStore.epoch(KEY));

        assertThat(nearStore.weight()).isBetween(1_000L + 14 + 2, 1_000L + 14 + 2 + 1_024);
    }

    @Test
    void absence_weighsMoreThanNothing() {
        assertThat(NearEntry.of(entry(Content.ABSENT), null, time).weight(KEY)).isPositive();
    }

    @Test
    void shelf_neverWeighsMoreThanItMay() {
        for (int each = 0; each < 1_000; each++) {
            keep(new Key("c", "k" + each), "v".repeat(each));
            assertThat(nearStore.weight()).isLessThanOrEqualTo(MAX_BYTES);
        }

        assertThat(nearStore.entries()).isBetween(10L, 200L);
        assertThat(events.count(Event.NEAR_EVICTED)).isEqualTo((int) (1_000 - nearStore.entries()));
    }

    @Test
    void entryAboveAnEighth_isNotLetInAndTakesItsForerunnerWithIt() {
        keep(KEY, "v");

        keep(KEY, "v".repeat((int) MAX_BYTES / 8));

        assertThat(nearStore.get(KEY)).isNull();
        assertThat(events.count(Event.NEAR_EVICTED)).isEqualTo(1);
    }

    @Test
    void entriesOfEachCache_areCountedHoweverTheyLeave() {
        Key other = new Key("other", "k");
        keep(KEY, "v");
        keep(KEY, "a longer value");
        keep(other, "v");
        assertCounted(1, 1);
        assertThat(nearStore.bytes("other")).isLessThan(nearStore.bytes("c"));

        nearStore.changed(KEY);
        assertCounted(0, 1);
        nearStore.lost();
        nearStore.relyBriefly(other, nearStore.get(other));
        nearStore.keepBriefly(KEY, entry("v"), nearStore.epoch(KEY));
        assertCounted(1, 1);
        time.advance(Duration.ofSeconds(2));
        assertCounted(0, 1);
        nearStore.allChanged();
        assertCounted(0, 0);
    }

    @Test
    void evictedEntries_areNoLongerCounted() {
        IntStream.range(0, 1_000).forEach(each -> keep(new Key("c", "k" + each), "v".repeat(1_000)));

        assertThat(events.count(Event.NEAR_EVICTED)).isPositive();
        assertThat(nearStore.entries()).isEqualTo(nearStore.entries("c")).isPositive();
        assertThat(nearStore.weight()).isEqualTo(nearStore.bytes("c")).isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    void entryThatRaced_isNotCounted() {
        Epoch epoch = nearStore.epoch(KEY);
        nearStore.changed(KEY);

        nearStore.keep(KEY, entry("old"), epoch);

        assertThat(nearStore.entries("c")).isZero();
        assertThat(nearStore.bytes("c")).isZero();
    }

    /** The counts are those of the table, once it has removed what has expired. */
    private void assertCounted(int inC, int inOther) {
        assertThat(nearStore.entries()).isEqualTo(inC + inOther);
        assertThat(nearStore.entries("c")).isEqualTo(inC);
        assertThat(nearStore.entries("other")).isEqualTo(inOther);
        assertThat(nearStore.bytes("c") + nearStore.bytes("other")).isEqualTo(nearStore.weight());
    }

    @Test
    void craftedKeys_thatCollideAreAllFound() {
        int ids = 20_000;
        NearStore large = new NearStore(64 << 20, time, cache -> events);
        large.allChanged();
        List<Key> keys = colliding(ids);
        assertThat(keys.stream().mapToInt(Key::hashCode).distinct()).hasSize(1);

        keys.forEach(key -> large.keep(key, entry(key.id()), large.epoch(key)));
        keys.subList(0, ids / 2).forEach(large::changed);

        assertThat(keys.subList(0, ids / 2)).allMatch(key -> large.get(key) == null);
        assertThat(keys.subList(ids / 2, ids))
                .allMatch(key -> text(large.get(key)).equals(key.id()));
    }

    /** Caffeine uses the keys in its table as they are, so their order keeps a bin of crafted keys logarithmic. */
    @Test
    void orderedKeys_thatCollideAreFoundInAFewComparisons() {
        int ids = 20_000;
        Cache<Ordered, String> table = Caffeine.newBuilder()
                .maximumWeight(Long.MAX_VALUE)
                .weigher((key, value) -> 1)
                .executor(Runnable::run)
                .build();
        int[] comparisons = new int[1];
        List<Ordered> keys = colliding(ids).stream()
                .map(key -> new Ordered(key, comparisons))
                .toList();

        keys.forEach(key -> table.put(key, key.key.id()));
        comparisons[0] = 0;
        assertThat(keys).allMatch(key -> key.key.id().equals(table.getIfPresent(key)));

        assertThat(comparisons[0] / ids).isBetween(5, 40);
    }

    /** A key that counts its comparisons; its order is the order of the key. */
    private record Ordered(Key key, int[] comparisons) implements Comparable<Ordered> {
        @Override
        public int compareTo(Ordered other) {
            comparisons[0]++;
            return key.compareTo(other.key);
        }

        @Override
        public boolean equals(Object other) {
            comparisons[0]++;
            return other instanceof Ordered ordered && key.equals(ordered.key);
        }

        @Override
        public int hashCode() {
            return key.hashCode();
        }
    }

    /**
     * Keys with the same hash: "Aa" and "BB" have the same hash, and so have all sequences of them of the same length.
     */
    private static List<Key> colliding(int count) {
        return IntStream.range(0, count)
                .mapToObj(Integer::toBinaryString)
                .map(bits -> "0".repeat(15 - bits.length()) + bits)
                .map(bits -> bits.replace("0", "Aa").replace("1", "BB"))
                .map(id -> new Key("c", id))
                .toList();
    }

    private void keep(Key key, String text) {
        nearStore.keep(key, entry(text), nearStore.epoch(key));
    }

    private Entry entry(String text) {
        return entry(HeldOrigin.row(text));
    }

    private Entry entry(Content content) {
        Duration second = Duration.ofSeconds(1);
        Limits limits = new Limits(second.multipliedBy(3), second.multipliedBy(6), second.multipliedBy(10));
        return new Entry(content, 1, time.micros(), limits, Duration.ofMillis(5));
    }

    private static String text(NearEntry shelved) {
        return new String(((Content.Value) shelved.entry().content()).bytes(), StandardCharsets.UTF_8);
    }
}
