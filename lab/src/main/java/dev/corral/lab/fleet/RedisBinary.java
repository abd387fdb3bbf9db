package dev.corral.lab.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** Where a redis-server may be had from, in the order in which they are tried. */
enum RedisBinary {
    EMBEDDED {
        /** Unpacked beside the logs, where a run that is killed leaves nothing behind that the next one does not reuse. */
        @Override
        File file(Path logs) throws IOException {
            try {
                Path folder = Files.createDirectories(logs.resolve("redis"));
                return ExecutableProvider.newJarResourceProvider(folder.toFile())
                        .get();
            } catch (RuntimeException unsupported) {
                throw new IOException("none comes with the lab for this platform", unsupported);
            }
        }
    },
    ON_PATH {
        @Override
        File file(Path logs) throws IOException {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                File binary = new File(folder, "redis-server");
                if (binary.canExecute()) {
                    return binary;
                }
            }
            throw new IOException("no redis-server on PATH");
        }
    };

    abstract File file(Path logs) throws IOException;
}
