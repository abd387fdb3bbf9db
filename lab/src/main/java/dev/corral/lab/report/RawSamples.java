package dev.corral.lab.report;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Samples as text, one line per read, and the parser of that text. */
public record RawSamples(long startMicros, List<Sample> samples) {

    private static final String HEAD = "at_ns,class,number,node,lag_ns,latency_ns,status,cache_status";
    private static final String START = "# origin clock at 0, in microseconds: ";

    static List<String> lines(long startMicros, List<Sample> samples) {
        List<String> lines = new ArrayList<>(samples.size() + 2);
        lines.add(START + startMicros);
        lines.add(HEAD);
        for (Sample sample : samples) {
            Arrival arrival = sample.arrival();
            lines.add(arrival.atNanos() + "," + arrival.keyClass() + "," + arrival.number() + "," + arrival.node() + ","
                    + sample.sentLagNanos() + "," + sample.latencyNanos() + "," + sample.status() + ","
                    + sample.cacheStatus());
        }
        return lines;
    }

    public static RawSamples read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        long startMicros = Long.parseLong(lines.getFirst().substring(START.length()));
        return new RawSamples(
                startMicros,
                lines.subList(2, lines.size()).stream().map(RawSamples::sample).toList());
    }

    private static Sample sample(String line) {
        String[] cells = line.split(",");
        Arrival arrival = new Arrival(
                Long.parseLong(cells[0]),
                KeyClass.valueOf(cells[1]),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]));
        return new Sample(
                arrival,
                Long.parseLong(cells[4]),
                Long.parseLong(cells[5]),
                Integer.parseInt(cells[6]),
                CacheStatus.valueOf(cells[7]));
    }
}
