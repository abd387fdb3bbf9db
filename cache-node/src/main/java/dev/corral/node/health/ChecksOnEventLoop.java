package dev.corral.node.health;

import io.smallrye.health.AsyncHealthCheckFactory;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/**
 * Runs every health check on the event loop of its request. The framework would run it on a worker thread, and a node
 * whose workers are all busy would look dead. Therefore no check may block.
 */
@Alternative
@Priority(1)
@Singleton
public final class ChecksOnEventLoop extends AsyncHealthCheckFactory {}
