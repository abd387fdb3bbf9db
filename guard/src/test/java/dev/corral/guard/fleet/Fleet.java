package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.TimedOrigin;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Chains over one store in virtual time, with Poisson reads of one key and, in some tests, changes of it. */
final class Fleet {

    static final int NODES = 3;

    private static final Key KEY = new Key("c", "hot");
    private static final int READS_A_SECOND = 200;
    private static final Duration RUN = Duration.ofSeconds(60);

    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final List<UniAssertSubscriber<Answer>> callers = new ArrayList<>();
    private final MemoryStore memory;
    private final TimedOrigin origin;
    private long version = 1;
    private boolean changing;
    private double changesASecond;
    private int waitedLate;
    private int outdated;

    /** A node, and the oldest version that it may still serve. */
    private static final class Member {
        private final Node node;
        private long heard;

        Member(Node node) {
            this.node = node;
        }
    }

    Fleet(long seed, Freshness freshness, Duration staleFor, int originMillis, String... layers) {
        random = new Random(seed);
        memory = new MemoryStore(time, random::nextDouble);
        origin = new TimedOrigin(time, () -> about(originMillis), key -> row());
        for (int each = 0; each < NODES; each++) {
            LatentStore store = new LatentStore(memory, time, () -> about(2));
            Node node = new Node(store, origin, Node.virtual(time, seed + each), layers);
            node.freshness = freshness;
            node.expiry = Expiry.fixed(Node.TTL, Staleness.whileRevalidate(staleFor));
            members.add(new Member(node));
        }
    }

    private Content row() {
        return HeldOrigin.row("v" + version, version);
    }

    private Duration about(int millis) {
        return Duration.ofNanos((long) (millis * 1e6 * (0.5 + random.nextDouble())));
    }

    /** @param told runs on a node when a push arrives */
    Fleet withPushes(BiConsumer<NearStore, Key> told) {
        for (Member member : members) {
            member.node.nearStore.allChanged();
            memory.watch(KEY, () -> {
                long changedTo = changing ? version : 0;
                later(() -> {
                    told.accept(member.node.nearStore, KEY);
                    member.heard = Math.max(member.heard, changedTo);
                });
            });
        }
        return this;
    }

    private void later(Runnable push) {
        time.schedule(push, about(2).toNanos(), TimeUnit.NANOSECONDS);
    }

    Fleet withChanges(double aSecond) {
        changesASecond = aSecond;
        return this;
    }

    void run() {
        arrivals(READS_A_SECOND, () -> read(members.get(random.nextInt(NODES))));
        if (changesASecond > 0) {
            arrivals(changesASecond, this::change);
        }
        time.advance(RUN.plusSeconds(20));
        callers.forEach(UniAssertSubscriber::assertCompleted);
        members.forEach(member -> member.node.tally.assertBalanced());
        members.forEach(member -> assertThat(member.node.flights.size()).isZero());
        assertThat(memory.leases()).as("leases").isZero();
        assertThat(time.pending()).as("timers").isZero();
    }

    private void arrivals(double aSecond, Runnable arrival) {
        for (long at = 0; at < RUN.toNanos(); at += (long) (-Math.log(1 - random.nextDouble()) / aSecond * 1e9) + 1) {
            time.schedule(arrival, at, TimeUnit.NANOSECONDS);
        }
    }

    private void change() {
        version++;
        changing = true;
        memory.invalidate(KEY).subscribe().with(done -> {});
        changing = false;
    }

    private void read(Member member) {
        long heard = member.heard;
        UniAssertSubscriber<Answer> caller = member.node.get(KEY);
        callers.add(caller);
        time.schedule(() -> look(caller, heard), 50, TimeUnit.MILLISECONDS);
    }

    private void look(UniAssertSubscriber<Answer> caller, long heard) {
        Answer answer = caller.getItem();
        if (answer != null) {
            outdated += fromACache(answer) && ((Content.Value) answer.content()).version() < heard ? 1 : 0;
        } else if (time.nanos() > Duration.ofSeconds(2).toNanos()) {
            waitedLate++;
        }
    }

    private static boolean fromACache(Answer answer) {
        return answer.source() == Answer.Source.NEAR || answer.source() == Answer.Source.STORE;
    }

    int waitedAfterFirstFill() {
        return waitedLate;
    }

    /**
     * The number of reads that a cache answered with a version older than the one that the node had received before
     * they began.
     */
    int outdated() {
        return outdated;
    }

    /** The share of queries, except for the first, that began before the soft limit of the entry. */
    double shareOfEarlyQueries() {
        long early = members.stream()
                .mapToLong(member -> member.node.tally.entered("origin", Purpose.EARLY_REFRESH))
                .sum();
        return (double) early / (origin.queries() - 1);
    }

    double shareOfReadsAnsweredNear() {
        long near = members.stream()
                .mapToLong(member -> member.node.tally.left("near", Outcome.NEAR))
                .sum();
        return (double) near / callers.size();
    }

    List<Integer> queriesOfBoundaries() {
        return origin.boundaries(KEY, Node.TTL);
    }
}
