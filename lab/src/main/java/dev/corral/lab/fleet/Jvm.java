package dev.corral.lab.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * The heap and the compilers of a child's JVM.
 *
 * @param heapMiB the heap size in MiB
 * @param flags further options of the JVM
 */
record Jvm(int heapMiB, Compilers compilers, List<String> flags) {

    /** The heap size of a service in MiB, enough for rows of the usual size. */
    static final int SERVICE_HEAP_MIB = 128;

    Jvm(int heapMiB, Compilers compilers) {
        this(heapMiB, compilers, List.of());
    }

    static Jvm ofService(Compilers compilers) {
        return new Jvm(SERVICE_HEAP_MIB, compilers);
    }

    Jvm with(Compilers others) {
        return new Jvm(heapMiB, others, flags);
    }

    /** Returns the same JVM with further options. */
    Jvm with(List<String> further) {
        List<String> both = new ArrayList<>(flags);
        both.addAll(further);
        return new Jvm(heapMiB, compilers, List.copyOf(both));
    }
}
