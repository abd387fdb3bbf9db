package dev.corral.lab.fleet;

/**
 * The heap and the compilers of a child's JVM.
 *
 * @param heapMiB the heap size in MiB
 */
record Jvm(int heapMiB, Compilers compilers) {

    /** The heap size of a service in MiB, enough for rows of the usual size. */
    static final int SERVICE_HEAP_MIB = 128;

    static Jvm ofService(Compilers compilers) {
        return new Jvm(SERVICE_HEAP_MIB, compilers);
    }
}
