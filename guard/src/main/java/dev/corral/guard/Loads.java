package dev.corral.guard;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Loader;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/** Creates loaders from functions of a program. */
final class Loads {

    private Loads() {}

    static <V> Loader of(Function<String, Uni<Optional<V>>> function, Codec<V> codec) {
        return request -> Uni.createFrom()
                .deferred(() -> function.apply(request.key().id()))
                .map(value -> answer(value, codec));
    }

    /** Converts the result of a function to an answer. A null is treated as an empty value. */
    static <V> Answer answer(Optional<V> value, Codec<V> codec) {
        return value != null && value.isPresent()
                ? Answer.loaded(new Content.Value(codec.encode(value.get()), codec.mediaType(), 0))
                : Answer.loaded(Content.ABSENT);
    }
}
