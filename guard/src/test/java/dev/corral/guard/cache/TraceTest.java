package dev.corral.guard.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.core.Trace;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.Caches;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a chain passes to the trace of a request, and to a probe that wraps its layers. */
class TraceTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final HeldOrigin origin = new HeldOrigin();
    private final List<String> layers = new ArrayList<>();

    /** Records by the name of its request. */
    private record Notes(String name, List<String> notes) implements Trace {
        Notes(String name) {
            this(name, new ArrayList<>());
        }

        @Override
        public <T> Uni<T> command(String command, Uni<T> reply) {
            notes.add(command);
            return reply;
        }

        @Override
        public void follows(Trace leader) {
            notes.add("follows " + ((Notes) leader).name);
        }
    }

    private final Probe probe = new Probe() {
        @Override
        public Meter before(String layer) {
            return Meter.NONE;
        }

        @Override
        public Loader traced(String layer, Loader measured) {
            return request -> {
                layers.add(layer);
                return measured.load(request);
            };
        }
    };

    private final GuardedCache cache = open();

    @Test
    void load_reportsItsCommandsAndEveryLayerIsWrapped() {
        Notes notes = new Notes("first");
        read(notes);
        origin.answer("v");

        assertThat(notes.notes()).containsExactly("get", "acquire", "publish");
        assertThat(layers)
                .containsExactly("deadline", "lookup", "single-flight", "lock", "fill", "gate", "timeout", "origin");

        Notes second = new Notes("second");
        read(second);
        assertThat(second.notes()).containsExactly("get");
    }

    @Test
    void follower_namesItsLeader() {
        Notes leader = new Notes("leader");
        Notes follower = new Notes("follower");
        read(leader);
        read(follower);
        origin.answer("v");

        assertThat(leader.notes()).doesNotContain("follows leader");
        assertThat(follower.notes()).containsExactly("get", "follows leader");
    }

    private void read(Trace trace) {
        cache.get(Request.of(KEY, Map.of(), trace)).subscribe().with(answer -> {});
    }

    private GuardedCache open() {
        Environment environment = new Environment(time, time, () -> 0.5, EventLoops.INLINE);
        NearStore near = new NearStore(1_000, time, named -> Events.NONE);
        return new Caches(new MemoryStore(time, () -> 0.5), environment, near)
                .open(CacheConfig.of("c"), origin, Events.NONE, probe);
    }
}
