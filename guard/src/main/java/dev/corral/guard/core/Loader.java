package dev.corral.guard.core;

import io.smallrye.mutiny.Uni;

/**
 * Loads a value, from the next layer or, in the innermost loader, from the origin.
 *
 * <p>{@code load} is called once for each request, and its Uni is subscribed to once, at once. The Uni fails with a
 * {@link LoadFailure}, or with the exception of the origin's adapter.
 */
@FunctionalInterface
public interface Loader {

    Uni<Answer> load(Request request);
}
