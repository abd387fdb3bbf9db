package dev.corral.node.wiring;

import dev.corral.node.origin.HttpOrigin.Written;
import dev.corral.node.tolerance.PendingInvalidations.Outcome;

/** What the origin made of a write, and whether the fleet was told of it. */
public record WriteResult(Written written, Outcome invalidation) {}
