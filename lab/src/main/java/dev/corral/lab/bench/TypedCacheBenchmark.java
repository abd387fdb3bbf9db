package dev.corral.lab.bench;

import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.store.MemoryStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A JMH benchmark of a near hit of 1 KiB, through the chain alone and through the typed cache around it.
 *
 * @see <a href="https://github.com/openjdk/jmh">JMH</a>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TypedCacheBenchmark {

    static final String CHAIN = "chain";
    static final String TYPED = "typed";

    private static final String HOT = "hot";
    private static final byte[] ROW = new byte[1_024];
    private static final int LOADS = 64;
    private static final int PENDING = 100;

    /** What the hit passes. */
    @Param({CHAIN, TYPED})
    public String kind;

    private Supplier<Uni<?>> read;

    /** Creates a benchmark, which JMH then sets up. */
    public TypedCacheBenchmark() {}

    /** Opens the cache and reads the row once, so that it is in the near cache. */
    @Setup
    public void open() {
        Cache<byte[]> typed = Corral.inMemory()
                .cache("bench", Codec.bytes())
                .ttl(Duration.ofHours(1))
                .near()
                .load(id -> Uni.createFrom().item(Optional.of(ROW)));
        GuardedCache chain = chain(typed);
        Request request = Request.of(new Key("bench", HOT));
        read = kind.equals(TYPED) ? () -> typed.get(HOT) : () -> chain.get(request);
        read.get().await().indefinitely();
    }

    /** Returns the cache that the typed one is built around, with the same settings. */
    private static GuardedCache chain(Cache<byte[]> typed) {
        SystemClock clock = new SystemClock();
        Environment environment = Environment.plain(clock);
        MemoryStore store = new MemoryStore(clock, environment.random());
        NearStore near = new NearStore(1 << 20, clock, cache -> Events.NONE);
        near.allChanged();
        NodeContext node = new NodeContext(
                environment,
                StoreAccess.of(store),
                new Permits(LOADS, LOADS),
                near,
                new PendingInvalidations(store, PENDING, environment, cache -> Events.NONE));
        return GuardedCache.over(
                        request -> Uni.createFrom().item(Answer.loaded(new Content.Value(ROW, Map.of(), 1))), node)
                .open(typed.settings());
    }

    /** Reads the row. */
    @Benchmark
    public void hit(Blackhole result) {
        read.get().subscribe().with(result::consume, result::consume);
    }
}
