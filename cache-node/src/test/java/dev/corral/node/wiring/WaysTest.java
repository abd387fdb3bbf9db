package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which requests go through a cache, which around it, and what guards the origin there. */
class WaysTest {

    private static final Key KEY = new Key("lock", "key");

    private final AtomicInteger through = new AtomicInteger();
    private final AtomicInteger around = new AtomicInteger();

    @Test
    void credentials_leadAround() {
        Ways ways = new Ways(counting(through), Optional.of(counting(around)));

        ways.load(Request.of(KEY, Map.of("cookie", "a=b")));
        ways.load(Request.of(KEY, Map.of("authorization", "Basic x")));
        ways.load(Request.of(KEY, Map.of("traceparent", "00-1-2-01")));

        assertThat(around).hasValue(2);
        assertThat(through).hasValue(1);
    }

    @Test
    void whereThereIsNoWayAround_allGoThrough() {
        new Ways(counting(through), Optional.empty()).load(Request.of(KEY, Map.of("cookie", "a=b")));

        assertThat(through).hasValue(1);
    }

    @Test
    void wayAround_keepsWhatGuardsTheOriginAndNothingElse() {
        Settings settings = TestSettings.with(
                "corral.caches.lock.layers", "deadline,lookup,single-flight,lock,fill,breaker,gate,timeout");
        Plan plan = Plan.of("lock", settings.caches().get("lock"), Set.of());

        assertThat(Registry.stackAround(new Site(plan, settings, null, null, null))
                        .names())
                .containsExactly("deadline", "breaker", "gate", "timeout");
    }

    private static Loader counting(AtomicInteger loads) {
        return request -> {
            loads.incrementAndGet();
            return Uni.createFrom().item(Answer.loaded(Content.ABSENT));
        };
    }
}
