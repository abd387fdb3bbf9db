package dev.corral.node.origin;

import java.util.concurrent.TimeoutException;

/** A request that obtained no connection in time because DNS did not answer. */
final class NameUnresolved extends TimeoutException {

    NameUnresolved(Throwable late) {
        super(late.getMessage());
        initCause(late);
    }
}
