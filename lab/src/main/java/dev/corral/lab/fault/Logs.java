package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The lines that the nodes write to their logs from a given moment on. Each state change has a line. */
record Logs(List<Part> parts) {

    /** The text with which the framework reports a blocked event loop. */
    static final String BLOCKED = "has been blocked for";

    record Part(Path log, long linesBefore) {}

    static Logs fromNow(Layout layout) {
        return new Logs(IntStream.range(0, layout.nodes().size())
                .mapToObj(node -> layout.logs().resolve(Layout.nodeName(node) + ".log"))
                .map(log -> new Part(log, lines(log).size()))
                .toList());
    }

    /** The number of lines with this text in the logs of all nodes. */
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
