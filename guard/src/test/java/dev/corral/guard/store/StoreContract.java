package dev.corral.guard.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.FleetLocks.Publication;
import dev.corral.guard.store.FleetLocks.Watch;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of every store: one suite, run against the store in memory and the store on Redis.
 *
 * <p>The subclass supplies a store whose back-off jitter is always {@value #JITTER}, and the way in which time passes
 * there.
 */
public abstract class StoreContract {

    protected static final double JITTER = 0.5;

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int INTERLEAVINGS = 200;
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));

    protected final Key key = new Key("contract", UUID.randomUUID().toString());

    protected abstract SharedStore store();

    protected abstract FleetLocks locks();

    protected abstract Clock clock();

    /** Returns when the store's time has advanced by this span. */
    protected abstract void pass(Duration time);

    /** Returns when the condition holds; fails after some seconds. */
    protected abstract void await(BooleanSupplier condition);

    /** Removes everything from the store. */
    protected abstract void flush();

    /** Removes only the key's fence. */
    protected abstract void forgetFence(Key key);

    /** Removes only the key's lease, as if it had expired. */
    protected abstract void forgetLease(Key key);

    @Nested
    class Entries {

        @Test
        void nothingStored_isNull() {
            assertThat(get()).isNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 17, 65_536, 1_048_576})
        void payload_isByteExact(int size) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            put(entry(new Content.Value(bytes, "application/octet-stream", 0), LIMITS));
            assertThat(value(get()).bytes()).isEqualTo(bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "text/plain", "application/vnd.käse+json; charset=\"utf-8\""})
        void contentType_isKept(String type) {
            put(entry(new Content.Value(bytes("x"), type, 0), LIMITS));
            assertThat(value(get()).fields().get(Content.Value.TYPE)).isEqualTo(type);
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 4_294_967_296L, Long.MAX_VALUE})
        void originVersion_isKept(long version) {
            put(entry(row("x", version), LIMITS));
            assertThat(value(get()).version()).isEqualTo(version);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "}{", "a}b{c}", "a:b:c", "käse/雪/🐄", "a b*?[x]\\", "%7B"})
        void anyKey_hasFourCellsOfItsOwn(String id) {
            Key odd = new Key("contract", id);
            Lease lease = granted(ask(odd, "odd"));
            now(locks().publish(odd, lease, entry("odd")));
            assertThat(text(now(store().get(odd)))).isEqualTo("odd");
            assertThat(get()).isNull();
            now(store().invalidate(odd));
            assertThat(now(store().get(odd))).isNull();
        }

        @Test
        void absence_isKept() {
            put(entry(Content.ABSENT, Limits.hard(LONG)));
            assertThat(get().content()).isEqualTo(Content.ABSENT);
        }

        @Test
        void timesOfAnEntry_areKept() {
            Entry entry = new Entry(row("x", 7), 1_795_233_393_803_217L, 1_795_233_393_803_219L, LIMITS, delta());
            put(entry);
            assertThat(get()).usingRecursiveComparison().isEqualTo(entry);
        }

        private static Duration delta() {
            return Duration.ofNanos(123_456_000);
        }

        @Test
        void hardLimitPassed_isNull() {
            put(entry(row("x", 0), Limits.hard(SHORT)));
            assertThat(get()).isNotNull();
            pass(SHORT.plusMillis(5));
            assertThat(get()).isNull();
        }

        @Test
        void invalidated_isNull() {
            put(entry("x"));
            invalidate();
            assertThat(get()).isNull();
        }
    }

    @Nested
    class Acquire {

        @Test
        void nobodyHoldsIt_isGranted() {
            assertThat(acquire("a")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void somebodyHoldsIt_isBusyForTheTimeLeft() {
            acquire("a");
            assertThat(((Grant.Busy) acquire("b")).left()).isBetween(LONG.minusSeconds(5), LONG);
        }

        @Test
        void sameTokenAgain_isGrantedTheSameFence() {
            long fence = granted("a").fence();
            assertThat(granted("a").fence()).isEqualTo(fence);
            assertThat(acquire("b")).isInstanceOf(Grant.Busy.class);
        }

        @Test
        void sameTokenAgain_fenceForgottenIsGrantedANewOneThatCanPublish() {
            long fence = granted("a").fence();
            forgetFence(key);
            pass(Duration.ofMillis(1));
            Lease again = granted("a");
            assertThat(again.fence()).isGreaterThan(fence);
            assertThat(publish(again, entry("x")).accepted()).isTrue();
        }

        @Test
        void leaseRunOut_isGrantedAGreaterFence() {
            Lease first = granted(new Ask(key, "a", SHORT, -1, false));
            pass(SHORT.plusMillis(5));
            assertThat(granted("b").fence()).isGreaterThan(first.fence());
        }

        @Test
        void newerEntryThanSeen_isFound() {
            Entry seen = published("old");
            Entry newer = published("new");
            assertThat(acquire(seen.fence(), false))
                    .isInstanceOfSatisfying(
                            Grant.Found.class,
                            found -> assertThat(found.entry())
                                    .usingRecursiveComparison()
                                    .isEqualTo(newer));
        }

        @Test
        void entrySeenAlready_isGranted() {
            assertThat(acquire(published("x").fence(), false)).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void nothingSeen_entryWithoutFenceIsFound() {
            put(entry("x"));
            assertThat(acquire("a")).isInstanceOf(Grant.Found.class);
        }

        @Test
        void newerEntryPastItsStaleLimit_isGranted() {
            Lease lease = granted("a");
            publish(lease, entry(row("x", 0), new Limits(SHORT, SHORT, LONG)));
            pass(SHORT.plusMillis(5));
            assertThat(get()).isNotNull();
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void newerEntryWithinItsStaleLimit_isFound() {
            publish(granted("a"), entry(row("x", 0), new Limits(SHORT, LONG, LONG)));
            pass(SHORT.plusMillis(5));
            assertThat(acquire("b")).isInstanceOf(Grant.Found.class);
        }

        @Test
        void refreshEntryStillFreshByTheStore_isFound() {
            assertThat(acquire(published("x").fence(), true)).isInstanceOf(Grant.Found.class);
        }

        @Test
        void refreshEntryPastItsSoftTtl_isGranted() {
            Entry seen = publish(granted("a"), entry(row("x", 0), new Limits(SHORT, LONG, LONG)))
                    .entry();
            pass(SHORT.plusMillis(5));
            assertThat(acquire(seen.fence(), true)).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void newerEntry_isFoundEvenWhereTheLeaseIsHeldOrMine() {
            acquire("a");
            put(entry("x"));
            assertThat(acquire("a")).isInstanceOf(Grant.Found.class);
            assertThat(acquire("b")).isInstanceOf(Grant.Found.class);
        }

        @Test
        void newerEntry_isFoundEvenWhileBackingOff() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            put(entry("x"));
            assertThat(acquire("b")).isInstanceOf(Grant.Found.class);
        }

        @Test
        void leaseHeldAfterABackOff_isBusy() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            pass(BackOff.after(1, JITTER).plusMillis(5));
            granted("b");
            assertThat(acquire("c")).isInstanceOf(Grant.Busy.class);
        }

        @Test
        void fences_keepSixteenDigitsAndGrow() {
            long last = 0;
            for (int i = 0; i < 20; i++) {
                Lease lease = granted("t" + i);
                assertThat(lease.fence()).isGreaterThan(last).isGreaterThan(999_999_999_999_999L);
                last = lease.fence();
                release(lease, ReleaseReason.NONE);
            }
        }

        @Test
        void fences_growAcrossAFlush() {
            long before = granted("a").fence();
            flush();
            pass(Duration.ofMillis(1));
            assertThat(granted("b").fence()).isGreaterThan(before);
        }
    }

    @Nested
    class Publish {

        @Test
        void latestFence_isStoredAsStamped() {
            Lease lease = granted("a");
            Publication publication = publish(lease, entry("x"));
            assertThat(publication.accepted()).isTrue();
            assertThat(publication.entry().fence()).isEqualTo(lease.fence());
            assertThat(get()).usingRecursiveComparison().isEqualTo(publication.entry());
        }

        @Test
        void writtenAt_isTheStoresTime() {
            long before = clock().micros();
            Entry stored = published("x");
            assertThat(stored.writtenAtMicros()).isCloseTo(before, within(2_000_000L));
        }

        @Test
        void accepted_freesTheLease() {
            Entry stored = published("x");
            assertThat(acquire(stored.fence(), false)).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void accepted_forgetsFailures() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            pass(BackOff.after(1, JITTER).plusMillis(5));
            publish(granted("b"), entry("x"));
            invalidate();
            release(granted("c"), ReleaseReason.BACK_OFF);
            assertThat(backingOff().left()).isLessThanOrEqualTo(BackOff.after(1, JITTER));
        }

        @Test
        void leaseRunOut_nobodyElseGrantedIsAccepted() {
            Lease lease = granted(new Ask(key, "a", SHORT, -1, false));
            pass(SHORT.plusMillis(5));
            assertThat(publish(lease, entry("x")).accepted()).isTrue();
        }

        @Test
        void somebodyElseGrantedSince_isRefusedAndTheirLeaseStands() {
            Lease late = granted(new Ask(key, "a", SHORT, -1, false));
            pass(SHORT.plusMillis(5));
            Lease next = granted("b");
            assertThat(publish(late, entry("late")).accepted()).isFalse();
            assertThat(get()).isNull();
            assertThat(acquire("c")).isInstanceOf(Grant.Busy.class);
            assertThat(publish(next, entry("next")).accepted()).isTrue();
        }

        @Test
        void olderFence_neverOverwritesANewer() {
            Lease late = granted(new Ask(key, "a", SHORT, -1, false));
            pass(SHORT.plusMillis(5));
            published("new");
            assertThat(publish(late, entry("old")).accepted()).isFalse();
            assertThat(text(get())).isEqualTo("new");
        }

        @Test
        void fenceForgotten_isRefusedAndTheLeaseIsFree() {
            Lease lease = granted("a");
            forgetFence(key);
            assertThat(publish(lease, entry("x")).accepted()).isFalse();
            assertThat(get()).isNull();
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void flushedSince_isRefused() {
            Lease lease = granted("a");
            flush();
            assertThat(publish(lease, entry("x")).accepted()).isFalse();
            assertThat(get()).isNull();
        }

        @Test
        void olderVersionThanTheStoredRow_isRefusedAndBacksOff() {
            publish(granted("a"), entry(row("v2", 2), LIMITS));
            Lease late = granted(new Ask(key, "b", LONG, Long.MAX_VALUE, false));
            assertThat(publish(late, entry(row("v1", 1), LIMITS)).accepted()).isFalse();
            assertThat(text(get())).isEqualTo("v2");
            assertThat(acquire(Long.MAX_VALUE, false)).isInstanceOf(Grant.BackingOff.class);
        }

        @Test
        void versions_areComparedToTheLastDigit() {
            publish(granted("a"), entry(row("new", Long.MAX_VALUE), LIMITS));
            Lease late = granted(new Ask(key, "b", LONG, Long.MAX_VALUE, false));
            assertThat(publish(late, entry(row("old", Long.MAX_VALUE - 1), LIMITS))
                            .accepted())
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 2, 3})
        void sameNewerOrUnknownVersion_isAccepted(long version) {
            publish(granted("a"), entry(row("v2", 2), LIMITS));
            Lease next = granted(new Ask(key, "b", LONG, Long.MAX_VALUE, false));
            assertThat(publish(next, entry(row("next", version), LIMITS)).accepted())
                    .isTrue();
        }

        @Test
        void absence_isNotComparedByVersion() {
            publish(granted("a"), entry(row("v2", 2), LIMITS));
            Lease gone = granted(new Ask(key, "b", LONG, Long.MAX_VALUE, false));
            assertThat(publish(gone, entry(Content.ABSENT, LIMITS)).accepted()).isTrue();
            Lease back = granted(new Ask(key, "c", LONG, Long.MAX_VALUE, false));
            assertThat(publish(back, entry(row("v1", 1), LIMITS)).accepted()).isTrue();
        }
    }

    @Nested
    class RenewAndRelease {

        @Test
        void renewed_lastsLonger() {
            Lease lease = granted(new Ask(key, "a", SHORT, -1, false));
            assertThat(renew(lease)).isTrue();
            pass(SHORT.plusMillis(5));
            assertThat(acquire("b")).isInstanceOf(Grant.Busy.class);
        }

        @Test
        void runOut_cannotBeRenewed() {
            Lease lease = granted(new Ask(key, "a", SHORT, -1, false));
            pass(SHORT.plusMillis(5));
            assertThat(renew(lease)).isFalse();
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void anothersLease_canNeitherBeRenewedNorReleased() {
            acquire("a");
            Lease stranger = new Lease("b", 1);
            assertThat(renew(stranger)).isFalse();
            release(stranger, ReleaseReason.BACK_OFF);
            assertThat(acquire("c")).isInstanceOf(Grant.Busy.class);
        }

        @Test
        void releasedWithNothing_isGrantedAtOnce() {
            release(granted("a"), ReleaseReason.NONE);
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void releasedToPass_passesForASecond() {
            release(granted("a"), ReleaseReason.PASS);
            assertThat(acquire("b")).isInstanceOf(Grant.Pass.class);
            pass(BackOff.PASS.plusMillis(5));
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }

        @Test
        void releasedToBackOff_doublesUpToASecond() {
            for (int failures = 1; failures <= 4; failures++) {
                release(granted("t" + failures), ReleaseReason.BACK_OFF);
                Duration wait = BackOff.after(failures, JITTER);
                assertThat(backingOff().left()).isBetween(wait.dividedBy(2), wait);
                pass(wait.plusMillis(5));
            }
        }

        @Test
        void backOffLivedOut_beginsAgain() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            pass(BackOff.after(1, JITTER).multipliedBy(BackOff.LIVES).plusMillis(5));
            release(granted("b"), ReleaseReason.BACK_OFF);
            assertThat(backingOff().left()).isLessThanOrEqualTo(BackOff.after(1, JITTER));
        }

        @Test
        void releasedWithNothing_remembersEarlierFailures() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            pass(BackOff.after(1, JITTER).plusMillis(5));
            release(granted("b"), ReleaseReason.NONE);
            release(granted("c"), ReleaseReason.BACK_OFF);
            assertThat(backingOff().left()).isGreaterThan(BackOff.after(1, JITTER));
        }
    }

    @Nested
    class Invalidate {

        @Test
        void readBeforeIt_isNotStoredAfterIt() {
            Lease doomed = granted("a");
            invalidate();
            assertThat(publish(doomed, entry("old")).accepted()).isFalse();
            assertThat(get()).isNull();
        }

        @Test
        void invalidation_freesTheLeaseForTheNext() {
            Lease doomed = granted("a");
            invalidate();
            Lease next = granted("b");
            assertThat(next.fence()).isGreaterThan(doomed.fence());
            assertThat(publish(doomed, entry("old")).accepted()).isFalse();
            assertThat(publish(next, entry("new")).accepted()).isTrue();
            assertThat(text(get())).isEqualTo("new");
        }

        @Test
        void invalidation_forgetsFailures() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            invalidate();
            assertThat(acquire("b")).isInstanceOf(Grant.Granted.class);
        }
    }

    @Nested
    class Interleavings {

        @Test
        void anyInterleaving_keepsAllThree() {
            int accepted = 0;
            for (long seed = 1; seed <= 40; seed++) {
                Key walked = new Key("contract", key.id() + "-" + seed);
                StoreWalk walk = new StoreWalk(store(), locks(), walked, () -> forgetLease(walked), seed);
                try {
                    accepted += walk.walk(200);
                } catch (AssertionError broken) {
                    throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
                }
            }
            assertThat(accepted).isGreaterThan(60);
        }

        @Test
        void everyForcedInterleaving_keepsAllThree() {
            int stored = 0;
            for (long seed = 1; seed <= INTERLEAVINGS; seed++) {
                Interleaving order = Interleaving.of(seed);
                Invariants seen = order.replay(StoreContract.this, fresh(seed), Guarding.LATEST_FENCE);
                assertThat(seen.broken()).as("seed %d: %s", seed, order).isEmpty();
                stored += seen.stored();
            }
            assertThat(stored).isGreaterThan(INTERLEAVINGS / 2);
        }

        /** The control, in the same interleavings: each of the other guards breaks all three invariants. */
        @ParameterizedTest
        @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATEST_FENCE")
        void anyOtherGuard_breaksThem(Guarding other) {
            Map<Invariants.Invariant, Integer> broken = new EnumMap<>(Invariants.Invariant.class);
            for (long seed = 1; seed <= INTERLEAVINGS; seed++) {
                Interleaving.of(seed)
                        .replay(StoreContract.this, fresh(seed), other)
                        .broken()
                        .forEach((invariant, times) -> broken.merge(invariant, times, Integer::sum));
            }
            assertThat(broken).containsOnlyKeys(Invariants.Invariant.values());
        }

        private Key fresh(long seed) {
            return new Key("contract", key.id() + "-" + seed);
        }
    }

    @Nested
    class Watching {

        private final AtomicInteger wakes = new AtomicInteger();

        @Test
        void published_wakes() {
            Lease lease = granted("a");
            wakesAt(() -> publish(lease, entry("x")));
        }

        @Test
        void putDown_wakes() {
            wakesAt(() -> put(entry("x")));
        }

        @ParameterizedTest
        @ValueSource(strings = {"NONE", "PASS", "BACK_OFF"})
        void released_wakes(String reason) {
            Lease lease = granted("a");
            wakesAt(() -> release(lease, ReleaseReason.valueOf(reason)));
        }

        @Test
        void releasedWithNothing_afterAFailureWakes() {
            release(granted("a"), ReleaseReason.BACK_OFF);
            pass(BackOff.after(1, JITTER).plusMillis(5));
            Lease lease = granted("b");
            wakesAt(() -> release(lease, ReleaseReason.NONE));
        }

        @Test
        void refused_wakes() {
            Lease lease = granted("a");
            forgetFence(key);
            wakesAt(() -> publish(lease, entry("x")));
        }

        @Test
        void invalidatedWithNothingThere_wakes() {
            wakesAt(() -> invalidate());
        }

        @Test
        void flushed_wakes() {
            acquire("a");
            wakesAt(() -> flush());
        }

        @Test
        void grantedAndRenewed_wakesNobody() {
            watching(key, wakes::incrementAndGet, () -> {
                Lease lease = granted("a");
                renew(lease);
                assertThat(wakes).hasValue(0);
                // The control: the watch is woken by the next change.
                release(lease, ReleaseReason.NONE);
                await(() -> wakes.get() > 0);
            });
        }

        @Test
        void closed_isNotWoken() {
            Watch closed = locks().watch(key, wakes::incrementAndGet);
            closed.close();
            closed.close();
            othersAreWoken(key);
            assertThat(wakes).hasValue(0);
        }

        @Test
        void anotherKey_isNotWoken() {
            watching(key, wakes::incrementAndGet, () -> othersAreWoken(new Key("contract", key.id() + "2")));
            assertThat(wakes).hasValue(0);
        }

        private void othersAreWoken(Key other) {
            AtomicInteger others = new AtomicInteger();
            watching(other, others::incrementAndGet, () -> {
                now(store().invalidate(other));
                await(() -> others.get() > 0);
            });
        }

        private void wakesAt(Runnable change) {
            watching(key, wakes::incrementAndGet, () -> {
                assertThat(wakes).hasValue(0);
                change.run();
                await(() -> wakes.get() > 0);
            });
        }
    }

    protected final void watching(Key watched, Runnable wake, Runnable body) {
        Watch watch = locks().watch(watched, wake);
        try {
            body.run();
        } finally {
            watch.close();
        }
    }

    protected final Entry entry(String text) {
        return entry(row(text, 0), LIMITS);
    }

    protected final Entry entry(Content content, Limits limits) {
        return new Entry(content, 0, clock().micros(), limits, Duration.ofMillis(7));
    }

    protected static Content.Value row(String text, long version) {
        return new Content.Value(bytes(text), "text/plain", version);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    protected static Content.Value value(Entry entry) {
        return (Content.Value) entry.content();
    }

    protected static String text(Entry entry) {
        return new String(value(entry).bytes(), UTF_8);
    }

    protected final Entry get() {
        return now(store().get(key));
    }

    protected final void put(Entry entry) {
        now(store().put(key, entry));
    }

    protected final void invalidate() {
        now(store().invalidate(key));
    }

    protected final Ask ask(Key asked, String token) {
        return new Ask(asked, token, LONG, -1, false);
    }

    protected final Grant acquire(String token) {
        return now(locks().acquire(ask(key, token)));
    }

    private Grant acquire(long seenFence, boolean refresh) {
        return now(locks().acquire(new Ask(key, "another", LONG, seenFence, refresh)));
    }

    protected final Lease granted(Ask ask) {
        Grant grant = now(locks().acquire(ask));
        assertThat(grant).isInstanceOf(Grant.Granted.class);
        return new Lease(ask.token(), ((Grant.Granted) grant).fence());
    }

    protected final Lease granted(String token) {
        return granted(ask(key, token));
    }

    private Grant.BackingOff backingOff() {
        Grant grant = acquire("asks");
        assertThat(grant).isInstanceOf(Grant.BackingOff.class);
        return (Grant.BackingOff) grant;
    }

    protected final Publication publish(Lease lease, Entry entry) {
        return now(locks().publish(key, lease, entry));
    }

    /** Returns an entry that was rebuilt by a holder which had seen every earlier entry. */
    private Entry published(String text) {
        Lease lease = granted(new Ask(key, UUID.randomUUID().toString(), LONG, Long.MAX_VALUE, false));
        return publish(lease, entry(text)).entry();
    }

    private boolean renew(Lease lease) {
        return now(locks().renew(key, lease, LONG));
    }

    protected final void release(Lease lease, ReleaseReason reason) {
        now(locks().release(key, lease, reason));
    }

    protected static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
