package dev.corral.origin.service;

import dev.corral.origin.rows.Row;
import java.util.Optional;

/**
 * What a query's client is told.
 *
 * <p>The row is there exactly when the outcome is {@link Outcome#FOUND}.
 */
public record Answer(Outcome outcome, Optional<Row> row) {}
