package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.memory.SharedBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses rows for clients that do not accept gzip. A small row is decompressed at once. A larger one is
 * decompressed once for all requests for it, until it has been sent to the last of them, on threads that do nothing
 * else; its bytes count in the node's budget before they are allocated.
 */
final class Gunzip {

    private static final int SMALL = 64 * 1024;
    private static final int MOST = 32;
    private static final int THREADS = 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final WorkerExecutor threads;
    private final int maxBytes;
    private final ResponseBudget budget;
    private final Map<PlainName, CompletableFuture<byte[]>> inProgress = new ConcurrentHashMap<>();

    Gunzip(Vertx vertx, int maxBytes, ResponseBudget budget) {
        this.threads = vertx.createSharedWorkerExecutor("gunzip", THREADS);
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** @param name the name of the result, by which the requests for it share it */
    Uni<byte[]> plain(byte[] gzipped, PlainName name) {
        return Uni.createFrom().deferred(() -> {
            Optional<byte[]> small = gzipped.length <= SMALL ? small(gzipped) : Optional.empty();
            return small.or(() -> budget.bodies().named(name))
                    .map(Uni.createFrom()::item)
                    .orElseGet(() -> counted(gzipped, name));
        });
    }

    /** Counts the gzip body that each waiting request holds; it is a separate array for each hit of the store. */
    private Uni<byte[]> counted(byte[] gzipped, PlainName name) {
        if (gzipped.length <= SharedBodies.SMALL) {
            return shared(gzipped, name);
        }
        SharedBodies.Claim claim = budget.bodies().claim(gzipped, null);
        return shared(gzipped, name).onTermination().invoke(claim::release);
    }

    private Uni<byte[]> shared(byte[] gzipped, PlainName name) {
        CompletableFuture<byte[]> own = new CompletableFuture<>();
        CompletableFuture<byte[]> others = inProgress.putIfAbsent(name, own);
        if (others == null) {
            begin(gzipped, name, own);
        }
        CompletableFuture<byte[]> awaited = others == null ? own : others;
        // A caller that leaves must not cancel it for the others.
        return Uni.createFrom()
                .emitter(caller -> awaited.whenComplete((bytes, failure) -> {
                    if (failure == null) {
                        caller.complete(bytes);
                    } else {
                        caller.fail(failure);
                    }
                }));
    }

    private void begin(byte[] gzipped, PlainName name, CompletableFuture<byte[]> result) {
        if (inProgress.size() > MOST) {
            inProgress.remove(name);
            result.completeExceptionally(
                    new Shed(MOST + " rows are being decompressed, which is the limit; retry", RETRY_AFTER));
            return;
        }
        threads.executeBlocking(() -> whole(gzipped, name), false).onComplete(plain -> {
            inProgress.remove(name);
            if (plain.succeeded()) {
                result.complete(plain.result());
            } else {
                result.completeExceptionally(plain.cause());
            }
        });
    }

    /**
     * Reads the body twice, because its bytes do not state the size that they decompress to: the first pass counts, so
     * that the room is reserved before the memory is allocated.
     */
    private byte[] whole(byte[] gzipped, PlainName name) {
        int size = size(gzipped);
        budget.take(size);
        byte[] plain = null;
        try {
            plain = read(gzipped, size);
        } finally {
            if (plain == null) {
                budget.give(size);
            }
        }
        budget.bodies().keep(plain, size, name);
        return plain;
    }

    private int size(byte[] gzipped) {
        byte[] chunk = new byte[SMALL];
        int size = 0;
        try (GZIPInputStream gzip = open(gzipped)) {
            for (int read = gzip.read(chunk); read >= 0; read = gzip.read(chunk)) {
                size += read;
                if (size > maxBytes) {
                    throw OriginFailed.unusable(
                            "a gzip body of more than " + maxBytes + " bytes; raise corral.origin.max-bytes");
                }
            }
            return size;
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    /** Returns empty if the result would not be small. */
    private static Optional<byte[]> small(byte[] gzipped) {
        try (GZIPInputStream gzip = open(gzipped)) {
            byte[] plain = gzip.readNBytes(SMALL);
            return gzip.read() < 0 ? Optional.of(plain) : Optional.empty();
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    private static byte[] read(byte[] gzipped, int size) {
        byte[] plain = new byte[size];
        try (GZIPInputStream gzip = open(gzipped)) {
            gzip.readNBytes(plain, 0, size);
            return plain;
        } catch (IOException broken) {
            throw unreadable();
        }
    }

    private static GZIPInputStream open(byte[] gzipped) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzipped), 8 * 1024);
    }

    private static OriginFailed unreadable() {
        return OriginFailed.unusable("a body with Content-Encoding gzip that is not gzip");
    }
}
