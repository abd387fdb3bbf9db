package dev.corral.lab.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** The classes of {@code tools/Build.java}, compiled once, with every warning as an error. */
final class CompiledBuild {

    static final Path CLASSES = compile(Path.of("target", "launcher-test").toAbsolutePath());

    private CompiledBuild() {}

    /** Takes a lock for builds in that folder, on a file system on which every request for a lock fails. */
    static AutoCloseable lockWithout(Path work, IOException failure) throws Exception {
        ClassLoader build = new URLClassLoader(new URL[] {CLASSES.toUri().toURL()}, null);
        Class<?> locking = build.loadClass("Build$Lock$Locking");
        Field use = build.loadClass("Build").getDeclaredField("BUILD");
        use.setAccessible(true);
        Method take = build.loadClass("Build$Lock").getDeclaredMethod("take", Path.class, use.getType(), locking);
        take.setAccessible(true);
        Object fails = Proxy.newProxyInstance(build, new Class<?>[] {locking}, (self, method, arguments) -> {
            throw failure;
        });
        return (AutoCloseable) take.invoke(null, work, use.get(null), fails);
    }

    private static Path compile(Path folder) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        words,
                        words,
                        "--release",
                        "21",
                        "-proc:none",
                        "-Xlint:all,-options",
                        "-Werror",
                        "-d",
                        folder.toString(),
                        Path.of("..", "tools", "Build.java").toString());
        if (status != 0) {
            throw new IllegalStateException(words.toString(StandardCharsets.UTF_8));
        }
        return folder;
    }
}
