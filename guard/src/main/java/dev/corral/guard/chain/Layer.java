package dev.corral.guard.chain;

import dev.corral.guard.core.Loader;

/** Wraps a loader in another. A mitigation that is off is not in the list of layers at all. */
@FunctionalInterface
public interface Layer {

    Loader around(Loader next);
}
