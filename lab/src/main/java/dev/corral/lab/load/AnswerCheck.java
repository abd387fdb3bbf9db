package dev.corral.lab.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the answers of one run that are wrong: rows of another key, and old rows that are called fresh although a newer
 * one had been called fresh before they were asked for. Every row names its key; one that was written names its version.
 */
public final class AnswerCheck implements Witness {

    private static final int FOUND = 200;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

    private final Map<String, List<Fresh>> newest = new HashMap<>();
    private long foreign;
    private long outdated;

    /** A version that was called fresh, when its answer had arrived, and until when that is held against older ones. */
    private record Fresh(long version, long endMicros, long untilMicros) {

        Fresh(long version, long endMicros) {
            this(version, endMicros, Long.MAX_VALUE);
        }

        boolean overtook(long older, long askedMicros) {
            return version > older && endMicros < askedMicros && askedMicros < untilMicros;
        }
    }

    /** A row as the lab writes it. */
    public static String row(String id, long version) {
        return String.format(Locale.ROOT, "{\"id\":\"%s\",\"version\":%d}", id, version);
    }

    /** Of a row; 1 of one that nobody wrote. */
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

    /** Somebody wrote this version: who asks later than that instant must not be told an older one as fresh. */
    public void wrote(String id, long version, long atMicros) {
        wrote(id, version, atMicros, Long.MAX_VALUE);
    }

    /** The same for who asks before the second instant. */
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

    /** Rows of another key, or of none. */
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
