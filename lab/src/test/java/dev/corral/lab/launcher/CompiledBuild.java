package dev.corral.lab.launcher;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** The classes of {@code tools/Build.java}, compiled once, with every warning an error. */
final class CompiledBuild {

    static final Path CLASSES = compile(Path.of("target", "launcher-test").toAbsolutePath());

    private CompiledBuild() {}

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
