package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that can be set for one process, by a library that stands before the system's own.
 *
 * @param library that answers in the system's place
 * @param file with the distance to the real time, read by the process again and again
 * @see <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>
 */
public record FakeTime(Path library, Path file) {

    private static final String NAME = "libfaketimeMT.so.1";
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"), Path.of("/usr/local/lib64"));
    /** How long a process goes on by what it has read; to read the file at every look at the clock costs too much. */
    public static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private static final String HERE = "faketime";

    /** Where it is installed. */
    public static Optional<FakeTime> find(Path folder) {
        return FOLDERS.stream()
                .flatMap(FakeTime::within)
                .map(each -> each.resolve(HERE).resolve(NAME))
                .filter(Files::isReadable)
                .findFirst()
                .map(library -> new FakeTime(library, folder.resolve("wall-clock")));
    }

    /** The folder, and those in it: one a machine's architecture. */
    private static Stream<Path> within(Path folder) {
        List<Path> folders = new ArrayList<>(List.of(folder));
        try (Stream<Path> more = Files.list(folder)) {
            more.filter(Files::isDirectory).forEach(folders::add);
        } catch (IOException none) {
            return Stream.of();
        }
        return folders.stream();
    }

    /** Soon the process reads the real time and this. */
    public void set(Duration ahead) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, String.format(Locale.ROOT, "%+d\n", ahead.toSeconds()));
            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new LabException("cannot write " + file, failure);
        }
    }

    /**
     * Before a process' command. Monotonic time stays what it is; its timed waits too, which would otherwise return at once
     * and be waited again, at the cost of a whole processor.
     */
    public List<String> prefix() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "DONT_FAKE_MONOTONIC=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "FAKETIME_CACHE_DURATION=" + NOTICED_WITHIN.toSeconds(),
                "FAKETIME_TIMESTAMP_FILE=" + file);
    }
}
