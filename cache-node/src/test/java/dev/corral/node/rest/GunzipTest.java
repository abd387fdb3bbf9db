package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.SystemClock;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GunzipTest {

    private static final int MAX_BYTES = 2_000_000;
    private static final int READERS = 50;

    private final Vertx vertx = Vertx.vertx();
    private final ResponseBudget budget =
            new ResponseBudget(3L * MAX_BYTES / 2, enough -> false, () -> {}, new SystemClock());
    private final Gunzip gunzip = new Gunzip(vertx, MAX_BYTES, budget);

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** An array for each reader would need 50 times the memory of the budget. */
    @Test
    void manyWhoReadOneRow_shareOneArray() {
        byte[] gzipped = gzip(new byte[MAX_BYTES]);

        List<byte[]> plain = all(Stream.generate(gzipped::clone).limit(READERS));

        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        arrays.addAll(plain);
        assertThat(arrays).hasSize(1);
        assertThat(plain.getFirst()).hasSize(MAX_BYTES);
        assertThat(budget.held()).isEqualTo(MAX_BYTES);
    }

    @Test
    void rowThatIsStillHeld_isNotDecompressedAgain() {
        byte[] gzipped = gzip(new byte[MAX_BYTES]);
        byte[] first = one(gzipped);

        assertThat(one(gzipped.clone())).isSameAs(first);
    }

    /** The compressed bodies count too, because each hit of the store returns another array. */
    @Test
    void gzipBodiesOfThoseWhoWait_areCountedAndGivenBack() {
        byte[] gzipped = new byte[MAX_BYTES / 4];
        new Random(7).nextBytes(gzipped);

        for (int each = 0; each < 10; each++) {
            assertThatThrownBy(() -> one(gzipped.clone())).isInstanceOf(OriginFailed.class);
        }
        assertThat(budget.held()).isZero();
    }

    @Test
    void noRoomForTheRow_isShedAndLeavesNothing() {
        budget.take(2 * MAX_BYTES / 2);

        assertThatThrownBy(() -> one(gzip(new byte[MAX_BYTES]))).isInstanceOf(Shed.class);

        assertThat(budget.held()).isEqualTo(MAX_BYTES);
    }

    @Test
    void rowThatIsTooLarge_isRefusedBeforeItsMemoryIsTaken() {
        assertThatThrownBy(() -> one(gzip(new byte[MAX_BYTES + 1])))
                .isInstanceOf(OriginFailed.class)
                .hasMessageContaining("more than " + MAX_BYTES + " bytes");
        assertThat(budget.held()).isZero();
    }

    @Test
    void severalMembers_areOneRow() {
        byte[] first = gzip(new byte[MAX_BYTES / 2]);
        byte[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(first, 0, both, first.length, first.length);

        assertThat(one(both)).hasSize(MAX_BYTES);
    }

    @Test
    void bodyThatIsCut_isRefused() {
        byte[] gzipped = gzip(new byte[MAX_BYTES]);

        assertThatThrownBy(() -> one(Arrays.copyOf(gzipped, gzipped.length - 9)))
                .isInstanceOf(OriginFailed.class)
                .hasMessageContaining("that is not gzip");
        assertThat(budget.held()).isZero();
    }

    /** An equal name must not return the bytes of another row. */
    @Test
    void otherBytesOfTheSameName_areOthers() {
        byte[] ones = new byte[MAX_BYTES / 4];
        Arrays.fill(ones, (byte) 1);

        assertThat(one(gzip(new byte[MAX_BYTES / 4]))).containsOnly(0);
        assertThat(one(gzip(ones))).containsOnly(1);
    }

    private byte[] one(byte[] gzipped) {
        return plain(gzipped).await().atMost(Duration.ofSeconds(20));
    }

    private List<byte[]> all(Stream<byte[]> gzipped) {
        List<CompletableFuture<byte[]>> results =
                gzipped.map(each -> plain(each).subscribeAsCompletionStage()).toList();
        return results.stream().map(CompletableFuture::join).toList();
    }

    private Uni<byte[]> plain(byte[] gzipped) {
        return gunzip.plain(gzipped, PlainName.of(new RowName(new Key("full", "row"), 1, 1), gzipped));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return gzipped.toByteArray();
    }
}
