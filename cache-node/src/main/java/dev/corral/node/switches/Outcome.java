package dev.corral.node.switches;

/** A switch that is stored, and the nodes at the time when it was confirmed or the wait for them had ended. */
public record Outcome(Document document, Fleet fleet) {}
