package dev.corral.guard.core;

import io.smallrye.mutiny.Uni;

/**
 * Gets a value from further in; the origin is the last one.
 *
 * <p>{@code load} is called once for each wish and its Uni is subscribed once, at once. It fails with a {@link
 * LoadFailure}, or with what the origin's adapter threw.
 */
@FunctionalInterface
public interface Loader {

    Uni<Answer> load(Request request);
}
