package dev.corral.node.switches;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.node.cache.NamedCache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Loads keys on request, each as for a client, a few at once. */
public final class Warming {

    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Warming() {}

    /**
     * The outcome of a request.
     *
     * @param failure the first failure; empty if there was none
     */
    public record Result(long loaded, long stored, long absent, long failed, Optional<String> failure) {

        static Result of(List<Load> loads) {
            return new Result(
                    count(loads, Kind.LOADED),
                    count(loads, Kind.STORED),
                    count(loads, Kind.ABSENT),
                    count(loads, Kind.FAILED),
                    loads.stream().map(Load::failure).flatMap(Optional::stream).findFirst());
        }

        private static long count(List<Load> loads, Kind kind) {
            return loads.stream().filter(load -> load.kind() == kind).count();
        }
    }

    private enum Kind {
        LOADED,
        /** It was stored already. */
        STORED,
        ABSENT,
        FAILED
    }

    private record Load(Kind kind, Optional<String> failure) {

        static Load of(Answer answer) {
            return new Load(kind(answer), Optional.empty());
        }

        static Load failed(Throwable failure) {
            return new Load(Kind.FAILED, Optional.of(String.valueOf(failure.getMessage())));
        }

        private static Kind kind(Answer answer) {
            if (answer.content() instanceof Content.Absent) {
                return Kind.ABSENT;
            }
            return switch (answer.source()) {
                case NEAR, STORE -> Kind.STORED;
                case FLIGHT, FLEET, ORIGIN -> Kind.LOADED;
            };
        }
    }

    /** Loads the keys; fails with a {@link LoadFailure} if this takes longer than a minute. */
    public static Uni<Result> load(NamedCache cache, List<Key> keys, ScheduledExecutorService timer) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUni(key -> load(cache, key))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(Result::of)
                .ifNoItem()
                .after(LIMIT)
                .on(timer)
                .failWith(LoadFailure.DeadlineExceeded::new);
    }

    private static Uni<Load> load(NamedCache cache, Key key) {
        return Uni.createFrom()
                .deferred(() -> cache.get(key, Map.of()))
                .map(Load::of)
                .onFailure()
                .recoverWithItem(Load::failed);
    }
}
