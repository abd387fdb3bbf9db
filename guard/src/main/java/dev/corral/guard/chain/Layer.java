package dev.corral.guard.chain;

import dev.corral.guard.core.Loader;

/** A function that wraps a loader in another one. The list of layers does not contain disabled mitigations. */
@FunctionalInterface
public interface Layer {

    /** Returns a loader that answers by itself or passes the request to {@code next}. */
    Loader around(Loader next);
}
