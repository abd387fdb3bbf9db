package dev.corral.examples.quarkus;

import java.math.BigDecimal;

/** What an item costs. */
public record Price(String item, BigDecimal amount) {}
