package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.ChangeListener;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A million reads of three nodes while a fourth writes all the time: every reply contains the key that was requested.
 */
class TaggedReadsTest {

    private static final int READS = 1_000_000;
    private static final int READERS = 3;
    private static final int TOGETHER = 250;
    private static final int WRITES_TOGETHER = 16;
    private static final int TAGGED_ECHOES = 2_000;
    private static final List<Key> KEYS = IntStream.range(0, 500)
            .mapToObj(each -> new Key("tagged", "key-" + each))
            .toList();

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final ConnectedStore writer = connect("writer");
    private final Random random = new Random(1);
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final LongAdder pushes = new LongAdder();

    @BeforeEach
    void writeAllTheTime() {
        KEYS.forEach(key -> writer.store.put(key, tagged(key, 0)).await().atMost(Duration.ofSeconds(5)));
        write(1);
    }

    @AfterEach
    void close() {
        writing.set(false);
        writer.close();
    }

    @Test
    void pushesAllTheTime_noReplyIsAnothersAndNoneIsLost() throws Exception {
        List<Reader> readers = IntStream.range(0, READERS)
                .mapToObj(each -> new Reader(connect("reader-" + each), each))
                .toList();
        readers.forEach(Reader::start);
        for (Reader reader : readers) {
            assertThat(reader.done.await(90, TimeUnit.SECONDS))
                    .as("all reads end")
                    .isTrue();
        }

        assertThat(sum(readers, reader -> reader.right)).isGreaterThanOrEqualTo(READS);
        assertThat(sum(readers, reader -> reader.wrong)).as("wrong").isZero();
        assertThat(sum(readers, reader -> reader.lost)).as("lost").isZero();
        assertThat(pushes.sum()).as("pushes meanwhile").isGreaterThan(READS / 1_000);
        readers.forEach(reader -> reader.node.close());
    }

    /** The control: the effect of pushes on a connection that carries commands too. One burst may end between two pushes. */
    @Test
    void pushesOnTheSameConnection_pairRepliesWithTheWrongRequests() {
        Eventually.holds("a reply is another's", () -> wrongReplies() > 0);
    }

    private long wrongReplies() {
        Redis client = Redis.createClient(writer.vertx, REDIS.options());
        RedisConnection connection =
                client.connect().toCompletionStage().toCompletableFuture().join();
        connection.handler(push -> {});
        Request track = Request.cmd(Command.CLIENT).arg("TRACKING").arg("ON").arg("BCAST");
        connection.send(track).toCompletionStage().toCompletableFuture().join();

        List<Future<Boolean>> right = IntStream.range(0, TAGGED_ECHOES)
                .mapToObj(each -> echo(connection, "tag-" + each))
                .toList();
        // Replies that are paired wrongly may leave requests without one.
        Future.join(right)
                .timeout(1, TimeUnit.SECONDS)
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        client.close();
        return right.stream().filter(each -> each.succeeded() && !each.result()).count();
    }

    private static Future<Boolean> echo(RedisConnection connection, String tag) {
        return connection.send(Request.cmd(Command.ECHO).arg(tag)).map(reply -> tag.equals(String.valueOf(reply)));
    }

    /** Reads in batches, each of which begins when all reads of the last one were answered. */
    private final class Reader {
        private final ConnectedStore node;
        private final Random chosen;
        private final CountDownLatch done = new CountDownLatch(1);
        private int left = Math.ceilDiv(READS, READERS);
        private long right;
        private long wrong;
        private long lost;
        private int open;

        Reader(ConnectedStore node, int seed) {
            this.node = node;
            this.chosen = new Random(seed);
            node.store.listen(ChangeListener.of(changed -> pushes.increment(), () -> {}));
        }

        void start() {
            node.vertx.getOrCreateContext().runOnContext(begun -> readTogether());
        }

        private void readTogether() {
            open = TOGETHER;
            for (int each = 0; each < TOGETHER; each++) {
                Key key = KEYS.get(chosen.nextInt(KEYS.size()));
                node.store.get(key).subscribe().with(entry -> answered(key, entry), failure -> {
                    lost++;
                    ended();
                });
            }
        }

        private void answered(Key key, Entry entry) {
            if (entry != null && text(entry).startsWith(key.id() + "#")) {
                right++;
            } else {
                wrong++;
            }
            ended();
        }

        private void ended() {
            left--;
            if (--open > 0) {
                return;
            }
            if (left > 0) {
                readTogether();
            } else {
                done.countDown();
            }
        }
    }

    private interface Count {
        long of(Reader reader);
    }

    private static long sum(List<Reader> readers, Count count) {
        return readers.stream().mapToLong(count::of).sum();
    }

    private void write(int version) {
        AtomicInteger open = new AtomicInteger(WRITES_TOGETHER);
        for (int each = 0; each < WRITES_TOGETHER; each++) {
            Key key = KEYS.get(random.nextInt(KEYS.size()));
            writer.store
                    .put(key, tagged(key, version))
                    .onFailure()
                    .recoverWithNull()
                    .subscribe()
                    .with(written -> {
                        if (open.decrementAndGet() == 0 && writing.get()) {
                            write(version + 1);
                        }
                    });
        }
    }

    private static Entry tagged(Key key, int version) {
        byte[] bytes = (key.id() + "#" + version).getBytes(UTF_8);
        return new Entry(
                new Content.Value(bytes, "text/plain", 0), 0, 0, Limits.hard(Duration.ofHours(1)), Duration.ZERO);
    }

    private static String text(Entry entry) {
        return new String(((Content.Value) entry.content()).bytes(), UTF_8);
    }

    private static ConnectedStore connect(String name) {
        RedisStoreSettings settings = RedisStoreSettings.of("corral", name).withStoreTimeout(Duration.ofSeconds(20));
        return new ConnectedStore(REDIS.options(), settings).live();
    }
}
