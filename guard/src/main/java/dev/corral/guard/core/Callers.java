package dev.corral.guard.core;

/** Those for whom a load is done; work that still waits for its turn is dropped when they are gone. */
@FunctionalInterface
public interface Callers {

    Callers PRESENT = () -> false;

    boolean gone();
}
