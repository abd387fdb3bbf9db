package dev.corral.origin.service;

import dev.corral.origin.rows.Row;
import java.util.Optional;

/**
 * The answer that a query's client receives.
 *
 * <p>It has a row exactly when the outcome is {@link Outcome#FOUND}.
 */
public record Answer(Outcome outcome, Optional<Row> row) {}
