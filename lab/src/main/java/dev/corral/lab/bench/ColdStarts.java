package dev.corral.lab.bench;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.AotCache;
import dev.corral.lab.fleet.NodeStart;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.report.Grid;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A table of cold nodes that are started in several ways, each without the rehearsal and with it. Nothing is promised
 * about it; {@link ColdNode} has the promises.
 */
final class ColdStarts {

    static final String NAME = "cold-starts";

    private static final int USUAL = 600;
    private static final int DOUBLE = 1_200;
    private static final int FEW_READS = 20;
    private static final int FEW_PER_SECOND = 10;
    private static final Duration LONG_TRAINING = Duration.ofSeconds(25);

    /** A way in which nodes are started and loaded. */
    private enum Way {
        USUAL_LOAD("600 reads/s", USUAL, false, Aot.NONE),
        DOUBLE_LOAD("1,200 reads/s", DOUBLE, false, Aot.NONE),
        FEW_AOT("600 reads/s, AOT cache trained by 40 reads", USUAL, false, Aot.FEW),
        LOADED_AOT("600 reads/s, AOT cache trained for 25 s by 600 reads/s", USUAL, false, Aot.LOADED),
        FIRST_COMPILER("600 reads/s, first compiler only", USUAL, false, Aot.NONE),
        WARMED("600 reads/s, after 1,200 reads at 150/s", USUAL, true, Aot.NONE);

        private final String text;
        private final ColdStart.Load load;
        private final Aot aot;

        Way(String text, int perSecond, boolean warmed, Aot aot) {
            this.text = text;
            this.load = new ColdStart.Load(perSecond, warmed);
            this.aot = aot;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The training of the AOT cache from which the nodes start. */
    private enum Aot {
        NONE,
        /** Twenty rows of two caches, as the image of the node was first trained. */
        FEW,
        LOADED
    }

    /**
     * One line of the table.
     *
     * @param unmeasured the reason why it has no numbers; empty if it has
     */
    record Row(String way, ColdStart without, ColdStart with, String unmeasured) {

        static Row of(String way, ColdStart without, ColdStart with) {
            return new Row(way, without, with, "");
        }

        static Row unmeasured(String way, String why) {
            return new Row(way, null, null, why);
        }
    }

    record Seen(List<Row> rows) {}

    private ColdStarts() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException, IOException {
        Stage stage = controlled.stage();
        ColdStart.warmUp(stage, DOUBLE);
        List<Row> rows = new ArrayList<>();
        for (Way way : Way.values()) {
            rows.add(row(stage, way));
        }
        Seen seen = new Seen(rows);
        return new Measure.Result(verdicts(seen), seen);
    }

    private static Row row(Stage stage, Way way) throws InterruptedException, IOException {
        if (way.aot != Aot.NONE && !AotCache.isSupported()) {
            return Row.unmeasured(way.text, "Java " + Runtime.version().feature() + " writes no such cache");
        }
        NodeStart start = way == Way.FIRST_COMPILER ? NodeStart.USUAL.withFirstCompiler() : NodeStart.USUAL;
        return Row.of(
                way.text,
                run(stage, way, "without-" + way.id(), start.withoutRehearsal()),
                run(stage, way, "with-" + way.id(), start));
    }

    private static ColdStart run(Stage stage, Way way, String name, NodeStart start)
            throws InterruptedException, IOException {
        if (way.aot == Aot.NONE) {
            return ColdStart.of(stage, name, start.withoutAot(), way.load);
        }
        NodeStart trained = start.with("corral.redis.prefix", "corral-trained");
        try (AotCache cache = AotCache.train(stage.fleet(), "trained-" + name, trained, port -> train(way.aot, port))) {
            return ColdStart.of(stage, name, start.withAot(cache.file()), way.load);
        }
    }

    private static void train(Aot aot, int port) throws InterruptedException {
        try (Driver driver = new Driver(List.of(port))) {
            if (aot == Aot.FEW) {
                for (Rung rung : List.of(Rung.FULL, Rung.LOCK)) {
                    driver.drive(
                            rung.cache(), Reads.each(KeyClass.PRODUCT, 0, FEW_READS, FEW_PER_SECOND, 1), Driver.soon());
                }
            } else {
                int reads = (int) (USUAL * LONG_TRAINING.toSeconds());
                driver.drive(ColdStart.CACHE, Reads.each(KeyClass.PRODUCT, 0, reads, USUAL, 1), Driver.soon());
            }
        }
    }

    private static List<Verdict> verdicts(Seen seen) {
        return seen.rows().stream()
                .map(row -> new Verdict(
                        "cold nodes: " + row.way,
                        "none",
                        row.unmeasured.isEmpty() ? text(row.with) : "not measured",
                        row.unmeasured.isEmpty() ? "without the rehearsal: " + text(row.without) : row.unmeasured,
                        true))
                .toList();
    }

    private static String text(ColdStart run) {
        return run.failedText() + " failed, slowest " + run.slowestText() + ", " + run.keysAgain()
                + " keys with more than one query, ready after " + run.readyText();
    }

    /** Returns the table of this measure in a report, which may have been read from a file. */
    static Grid grid(Measured measured) {
        Seen seen = ReportFiles.JSON.convertValue(measured.raw(), Seen.class);
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "load and start",
                "rehearsal",
                "failed reads",
                "slowest",
                "keys with more than one query",
                "ready after"));
        seen.rows().stream().flatMap(ColdStarts::lines).forEach(lines::add);
        return new Grid(lines);
    }

    private static Stream<List<String>> lines(Row row) {
        return row.unmeasured.isEmpty()
                ? Stream.of(line(row.way, "off", row.without), line(row.way, "on", row.with))
                : Stream.of(List.of(row.way, "", "not measured: " + row.unmeasured, "", "", ""));
    }

    private static List<String> line(String way, String rehearsal, ColdStart run) {
        return List.of(
                way,
                rehearsal,
                Text.of("%s of %,d", run.failedText(), run.reads()),
                run.slowestText(),
                String.valueOf(run.keysAgain()),
                run.readyText());
    }
}
