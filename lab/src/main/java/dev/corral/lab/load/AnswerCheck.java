package dev.corral.lab.load;

import dev.corral.lab.text.Text;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A count of the wrong responses of a run. A response is wrong if it contains the row of another key, or if it is
 * served as fresh and is older than a version that had been served as fresh before the request was sent. Every row
 * contains its key; a row that was written contains its version.
 */
public final class AnswerCheck implements Witness {

    private static final int FOUND = 200;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

    private final Map<String, List<Fresh>> newest = new HashMap<>();
    private long foreign;
    private long outdated;

    /**
     * A version that was served as fresh, the instant at which its response had arrived, and the end of the time in
     * which older versions are wrong.
     */
    private record Fresh(long version, long endMicros, long untilMicros) {

        Fresh(long version, long endMicros) {
            this(version, endMicros, Long.MAX_VALUE);
        }

        boolean overtook(long older, long askedMicros) {
            return version > older && endMicros < askedMicros && askedMicros < untilMicros;
        }
    }

    /** Returns a row in the format in which the lab writes it. */
    public static String row(String id, long version) {
        return Text.of("{\"id\":\"%s\",\"version\":%d}", id, version);
    }

    /** Returns the version of a row; 1 if the row was never written. */
    public static long version(String row) {
        Matcher version = VERSION.matcher(row);
        return version.find() ? Long.parseLong(version.group(1)) : 1;
    }

    @Override
    public synchronized void saw(Sample sample, Buffer body) {
        if (sample.status() != FOUND) {
            return;
        }
        String row = body.toString(StandardCharsets.UTF_8);
        Matcher id = ID.matcher(row);
        if (!id.find() || !id.group(1).equals(sample.arrival().id())) {
            foreign++;
        } else if (sample.cacheStatus() != CacheStatus.STALE) {
            calledFresh(sample, version(row));
        }
    }

    /**
     * Declares that this version was written: reads sent after the instant must not receive an older version as fresh.
     */
    public void wrote(String id, long version, long atMicros) {
        wrote(id, version, atMicros, Long.MAX_VALUE);
    }

    /**
     * Declares that this version was written: reads sent between the two instants must not receive an older version as
     * fresh.
     */
    public synchronized void wrote(String id, long version, long atMicros, long untilMicros) {
        newest.computeIfAbsent(id, first -> new ArrayList<>()).add(new Fresh(version, atMicros, untilMicros));
    }

    private void calledFresh(Sample sample, long version) {
        List<Fresh> steps = newest.computeIfAbsent(sample.arrival().id(), id -> new ArrayList<>());
        if (steps.stream().anyMatch(each -> each.overtook(version, sample.sentMicros()))) {
            outdated++;
        }
        if (steps.isEmpty() || steps.getLast().version < version) {
            steps.add(new Fresh(version, sample.endMicros()));
        }
    }

    /** The number of responses with the row of another key, or without a key. */
    public synchronized long foreign() {
        return foreign;
    }

    public synchronized long outdated() {
        return outdated;
    }

    public synchronized long wrong() {
        return foreign + outdated;
    }
}
