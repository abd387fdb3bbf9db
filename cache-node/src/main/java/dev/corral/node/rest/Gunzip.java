package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a row for a caller who cannot. A small one at once; a larger one on another thread than the event loop's, of
 * which a few are under way at a time; and none beyond what a row may measure, however little it measures packed.
 */
final class Gunzip {

    private static final int SMALL = 64 * 1024;
    private static final int MOST = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final int maxBytes;
    private final AtomicInteger underWay = new AtomicInteger();

    Gunzip(Vertx vertx, int maxBytes) {
        this.vertx = vertx;
        this.maxBytes = maxBytes;
    }

    Uni<byte[]> plain(byte[] packed) {
        return Uni.createFrom().deferred(() -> {
            Optional<byte[]> small = packed.length <= SMALL ? unpack(packed, SMALL) : Optional.empty();
            return small.map(Uni.createFrom()::item).orElseGet(() -> elsewhere(packed));
        });
    }

    private Uni<byte[]> elsewhere(byte[] packed) {
        if (underWay.incrementAndGet() > MOST) {
            underWay.decrementAndGet();
            return Uni.createFrom().failure(new Shed("too many rows are being unpacked", RETRY_AFTER));
        }
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> whole(packed), false).toCompletionStage())
                .onTermination()
                .invoke(underWay::decrementAndGet);
    }

    private byte[] whole(byte[] packed) {
        return unpack(packed, maxBytes)
                .orElseThrow(() -> OriginFailed.unusable(
                        "a gzip body of more than " + maxBytes + " bytes; raise corral.origin.max-bytes"));
    }

    /** Empty where it would be larger. */
    private static Optional<byte[]> unpack(byte[] packed, int most) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] plain = gzip.readNBytes(most);
            return gzip.read() < 0 ? Optional.of(plain) : Optional.empty();
        } catch (IOException broken) {
            throw OriginFailed.unusable("a body that is called gzip and is none");
        }
    }
}
