package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A way to start a Redis of the lab's own. */
interface RedisSource {

    /** Redis in the working folder of its process, on loopback, without persistence. */
    List<String> LOCAL = List.of("--bind", "127.0.0.1", "--dir", ".", "--save", "", "--appendonly", "no");

    /** What sentences call it. */
    String name();

    /** Of its process and its log. */
    String id();

    /** How long its start may take. */
    Duration patience();

    /** A line in front of a start that may take long. */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /**
     * How one life of it is started.
     *
     * @param port on 127.0.0.1
     * @param mark is the value of its setting {@link RedisProcess#MARK}
     * @param logs folder of the run's logs
     * @throws IOException with the reason why there is none
     */
    RedisCommand command(int port, String mark, Path logs) throws IOException;

    /** Deletes what the command needed. */
    default void close(Path logs) {}
}
