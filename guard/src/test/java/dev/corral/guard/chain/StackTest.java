package dev.corral.guard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {

    private final List<String> path = new ArrayList<>();

    @Test
    void request_passesLayersInTheOrderOfTheList() {
        Stack stack = new Stack(List.of(named("outer"), named("middle"), named("inner")));

        stack.over(origin(), Probe.NONE, new VirtualTime())
                .load(Request.of(new Key("c", "k")))
                .await()
                .indefinitely();

        assertThat(path).containsExactly("outer", "middle", "inner", "origin");
    }

    @Test
    void probe_standsBeforeEveryLayerAndBeforeTheOrigin() {
        List<String> places = new ArrayList<>();
        Probe probe = layer -> {
            places.add(layer);
            return dev.corral.guard.probe.Meter.NONE;
        };

        new Stack(List.of(named("outer"), named("inner"))).over(origin(), probe, new VirtualTime());

        assertThat(places).containsExactlyInAnyOrder("outer", "inner", Stack.ORIGIN);
    }

    private Loader origin() {
        return request -> {
            path.add("origin");
            return io.smallrye.mutiny.Uni.createFrom().item(Answer.loaded(HeldOrigin.row("v")));
        };
    }

    private Stack.Named named(String name) {
        return new Stack.Named(name, next -> request -> {
            path.add(name);
            return next.load(request);
        });
    }
}
