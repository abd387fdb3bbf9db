package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that can be set for one process by a preloaded library, which replaces the time functions of the system.
 *
 * @param library the preloaded library
 * @param file the file with the offset from the real time, which the process reads periodically
 * @see <a href="https://github.com/wolfcw/libfaketime">libfaketime</a>
 */
public record FakeTime(Path library, Path file) {

    private static final String NAME = "libfaketimeMT.so.1";
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"), Path.of("/usr/local/lib64"));
    /**
     * The time for which a process uses the offset it has read. Reading the file at every call of the clock would cost
     * too much.
     */
    public static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private static final String HERE = "faketime";

    /** Returns the library if it is installed. */
    public static Optional<FakeTime> find(Path folder) {
        return FOLDERS.stream()
                .flatMap(FakeTime::within)
                .map(each -> each.resolve(HERE).resolve(NAME))
                .filter(Files::isReadable)
                .findFirst()
                .map(library -> new FakeTime(library, folder.resolve("wall-clock")));
    }

    /** The folder and its subfolders, one per machine architecture. */
    private static Stream<Path> within(Path folder) {
        List<Path> folders = new ArrayList<>(List.of(folder));
        try (Stream<Path> more = Files.list(folder)) {
            more.filter(Files::isDirectory).forEach(folders::add);
        } catch (IOException none) {
            return Stream.of();
        }
        return folders.stream();
    }

    /** Sets the offset from the real time; the process uses it after at most {@link #NOTICED_WITHIN}. */
    public void set(Duration ahead) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, Text.of("%+d\n", ahead.toSeconds()));
            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new LabException("cannot write " + file, failure);
        }
    }

    /**
     * The prefix of the process' command. Monotonic time is not changed. Timed waits on it are not changed either: they
     * would otherwise return at once and be repeated, at the cost of a whole processor.
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
