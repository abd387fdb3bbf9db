package dev.corral.node.health;

import io.smallrye.health.AsyncHealthCheckFactory;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/**
 * Runs every health check where the request for it arrived. The framework would run them on worker threads, and a node
 * whose workers are all busy would look dead. So no check may wait for anything.
 */
@Alternative
@Priority(1)
@Singleton
public final class ChecksOnEventLoop extends AsyncHealthCheckFactory {}
