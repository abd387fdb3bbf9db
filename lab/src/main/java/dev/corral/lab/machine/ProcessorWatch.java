package dev.corral.lab.machine;

/** Watches, from one moment on, what the lab and its child processes get of the processors. */
public final class ProcessorWatch {

    private final ProcessorReading began = ProcessorReading.now();

    private ProcessorWatch() {}

    public static ProcessorWatch begin() {
        return new ProcessorWatch();
    }

    /** So far. */
    public Contention elapsed() {
        return ProcessorReading.now().since(began);
    }
}
