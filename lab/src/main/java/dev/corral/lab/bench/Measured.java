package dev.corral.lab.bench;

import java.util.List;

/**
 * What a measure has shown.
 *
 * @param raw every number that it was computed from
 */
public record Measured(String name, List<Verdict> verdicts, Object raw) {}
