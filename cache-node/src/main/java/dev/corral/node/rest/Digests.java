package dev.corral.node.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content.Value;

/**
 * The tags of rows that nobody but their own bytes can name: a row of the near cache is digested at its first hit, and not
 * again at each. Forgotten with the row; what comes from the shared store is another copy every time, and not remembered.
 */
final class Digests {

    private final Cache<Value, String> tags =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    String tag(Value value, Answer answer) {
        return answer.source() == Source.NEAR && ETag.isDigest(value) ? tags.get(value, ETag::of) : ETag.of(value);
    }
}
