package dev.corral.lab.machine;

/** A watch of the processor time that the lab and its child processes receive from a given moment on. */
public final class ProcessorWatch {

    private final ProcessorReading began = ProcessorReading.now();

    private ProcessorWatch() {}

    public static ProcessorWatch begin() {
        return new ProcessorWatch();
    }

    /** Returns the contention since this watch began. */
    public Contention elapsed() {
        return ProcessorReading.now().since(began);
    }
}
