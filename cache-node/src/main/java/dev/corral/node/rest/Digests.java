package dev.corral.node.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content.Value;

/**
 * The entity tags of rows that only their own bytes can identify. A row of the near cache is digested at its first hit
 * and not at later ones, and its tag is dropped with the row. A row from the shared store is a new copy at every read,
 * so that its tag is not kept.
 */
final class Digests {

    private final Cache<Value, String> tags =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    String tag(Value value, Answer answer) {
        return answer.source() == Source.NEAR && ETag.isDigest(value) ? tags.get(value, ETag::of) : ETag.of(value);
    }
}
