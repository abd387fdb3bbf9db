package dev.corral.lab.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file with which a JVM of 25 or newer starts a node faster: its classes, loaded and linked, and the profiles of
 * its methods. The JVM that has written the file, and no other, can use it.
 */
final class BuiltAotCache {

    private static final String FOLDER = "aot";
    private static final String USE = "-XX:AOTCache=";

    private BuiltAotCache() {}

    /** The file for the nodes of these applications and for the JVM of this process, whether it exists or not. */
    static Path ofNodes(Path home) {
        String version = System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9.]", "-");
        return home.toAbsolutePath().resolve(FOLDER).resolve("cache-node-" + version + ".aot");
    }

    /** Returns the JVM with the file for the nodes of a layout; the same JVM if there is no file. */
    static Jvm in(Jvm jvm, Layout layout) {
        return jvm.with(use(ofNodes(layout.home())));
    }

    /** Returns the JVM without the file. */
    static Jvm outOf(Jvm jvm) {
        return new Jvm(
                jvm.heapMiB(),
                jvm.compilers(),
                jvm.flags().stream().filter(flag -> !flag.startsWith(USE)).toList());
    }

    /** Returns the options of a JVM that uses the file; none if there is no file. */
    static List<String> use(Path file) {
        return Files.isReadable(file) ? read(file) : List.of();
    }

    /** Returns the options of a JVM that uses this file. */
    static List<String> read(Path file) {
        return List.of(USE + file);
    }

    /** Returns the options of a JVM that writes the file when it ends. */
    static List<String> write(Path file) {
        return List.of("-XX:AOTCacheOutput=" + file);
    }
}
