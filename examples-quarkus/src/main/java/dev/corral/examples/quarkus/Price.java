package dev.corral.examples.quarkus;

import java.math.BigDecimal;

/** The price of one item. */
public record Price(String item, BigDecimal amount) {}
