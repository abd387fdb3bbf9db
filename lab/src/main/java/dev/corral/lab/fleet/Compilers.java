package dev.corral.lab.fleet;

import java.util.List;

/** The just-in-time compilers of a JVM. */
enum Compilers {

    /** Both compilers, for services that are measured when their code is hot, or that run for long. */
    BOTH(List.of()),

    /**
     * The first compiler, which is the quick one. In the minutes of a fleet's life, on few cores, the second compiler
     * takes more processor time than its code saves (ADR 27).
     */
    FIRST(List.of("-XX:TieredStopAtLevel=1"));

    private final List<String> flags;

    Compilers(List<String> flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return flags;
    }
}
