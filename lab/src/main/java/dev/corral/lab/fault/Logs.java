package dev.corral.lab.fault;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.fleet.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What the nodes write to their logs from now on: each state change has its line. */
final class Logs {

    /** What the framework says of an event loop that is held up. */
    static final String BLOCKED = "has been blocked for";

    private record Part(Path log, long linesBefore) {}

    private final List<Part> parts;

    private Logs(List<Part> parts) {
        this.parts = parts;
    }

    static Logs fromNow(Layout layout) {
        return new Logs(IntStream.range(0, layout.nodes().size())
                .mapToObj(node -> layout.logs().resolve(Layout.nodeName(node) + ".log"))
                .map(log -> new Part(log, lines(log).size()))
                .toList());
    }

    /** The lines of all nodes with this text in them. */
    long count(String text) {
        return parts.stream()
                .flatMap(part -> lines(part.log).stream().skip(part.linesBefore))
                .filter(line -> line.contains(text))
                .count();
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            throw new LabException("cannot read " + log, unreadable);
        }
    }
}
