package dev.corral.node.wiring;

import dev.corral.node.origin.HttpOrigin.Written;
import dev.corral.node.tolerance.PendingInvalidations.Outcome;

/** The outcome of a write: the origin's, and that of the invalidation. */
public record WriteResult(Written written, Outcome invalidation) {}
