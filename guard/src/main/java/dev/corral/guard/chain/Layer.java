package dev.corral.guard.chain;

import dev.corral.guard.core.Loader;

/** A function that wraps a loader in another one. The list of layers does not contain disabled mitigations. */
@FunctionalInterface
public interface Layer {

    Loader around(Loader next);
}
