package dev.corral.lab.report;

import dev.corral.lab.fleet.Origin;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The progress of a run as one line, which is rewritten on a terminal and written once per rung elsewhere. */
public final class Progress implements AutoCloseable {

    /** Moves to the first column and erases the row. */
    private static final String ERASE = "\r\033[K";

    private static final int EVERY_MILLIS = 500;

    private final PrintStream out;
    private final Terminal terminal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> drawing;
    private String cache;
    private Scenario scenario;
    private Origin origin;
    private long beginNanos;
    private long lastQueries;
    private long lastNanos;

    public Progress(PrintStream out) {
        this(out, Terminal.ofErrors());
    }

    Progress(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public void say(String sentence) {
        stop();
        out.println(sentence);
    }

    /** Begins the preparation of a rung's run. */
    public void run(String itsCache, Scenario itsScenario, Origin itsOrigin) {
        stop();
        cache = itsCache;
        scenario = itsScenario;
        origin = itsOrigin;
        if (terminal.rewrites()) {
            out.print(ERASE + Text.of("%-13s filling", cache));
        } else {
            out.println("running " + cache + ", " + scenario.duration().toSeconds() + " s");
        }
    }

    /** Begins the counted run. */
    public void begin() {
        beginNanos = System.nanoTime();
        lastNanos = beginNanos;
        lastQueries = 0;
        if (terminal.rewrites()) {
            drawing = timer.scheduleAtFixedRate(this::draw, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void draw() {
        try {
            long nowNanos = System.nanoTime();
            long queries = origin.live().queries();
            double perSecond = (queries - lastQueries) / ((nowNanos - lastNanos) / 1e9);
            lastQueries = queries;
            lastNanos = nowNanos;
            out.print(ERASE + line(nowNanos - beginNanos, perSecond));
            out.flush();
        } catch (RuntimeException lookedTooLate) {
            // The fleet is shutting down; the progress line is not essential.
        }
    }

    private String line(long elapsedNanos, double perSecond) {
        long period = scenario.times().hotTtl().plus(scenario.origin().median()).toNanos();
        double done = (double) elapsedNanos / scenario.duration().toNanos();
        long boundary = Math.min(elapsedNanos / period, scenario.boundaries() + 1L);
        return new ProgressLine(cache, done, boundary, scenario.boundaries() + 1, perSecond)
                .text(terminal.longestLine());
    }

    private void stop() {
        if (drawing != null) {
            drawing.cancel(false);
            drawing = null;
        }
        if (terminal.rewrites()) {
            out.print(ERASE);
        }
    }

    @Override
    public void close() {
        stop();
        timer.shutdownNow();
    }
}
