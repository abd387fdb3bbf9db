package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to start a Redis of the lab's own. */
interface RedisSource {

    /** The options of a Redis on loopback, in the working folder of its process and without persistence. */
    List<String> LOCAL = List.of("--bind", "127.0.0.1", "--dir", ".", "--save", "", "--appendonly", "no");

    /** The options of such a Redis on this port. */
    static List<String> options(int port, String mark) {
        return Stream.concat(Stream.of("--port", String.valueOf(port), RedisProcess.MARK, mark), LOCAL.stream())
                .toList();
    }

    /** The name of the source in messages. */
    String name();

    /** The name of its process and of its log. */
    String id();

    /** The longest time that its start may take. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** A line to print before a start that may take long. */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /**
     * Returns the command that starts one life of this Redis.
     *
     * @param port the port on 127.0.0.1
     * @param mark the value of the setting {@link RedisProcess#MARK}
     * @param logs the folder of the run's logs
     * @throws IOException with the reason, if this source is not available
     */
    RedisCommand command(int port, String mark, Path logs) throws IOException;

    /** Deletes the files that the command needed. */
    default void close(Path logs) {}
}
