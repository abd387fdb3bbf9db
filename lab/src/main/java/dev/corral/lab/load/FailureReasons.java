package dev.corral.lab.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of failed reads by the reason in their responses: status and problem, such as {@code 503 shed}. */
public final class FailureReasons implements Witness {

    static final String NO_RESPONSE = "no response";

    /** The type of a problem; its last part is the name of the problem. */
    private static final Pattern TYPE = Pattern.compile("\"type\":\\s*\"[^\"]*?([a-z-]+)\"");

    private final Map<String, Integer> counts = new TreeMap<>();

    @Override
    public synchronized void saw(Sample sample, Buffer body) {
        if (sample.failed()) {
            Matcher type = TYPE.matcher(body.toString(StandardCharsets.UTF_8));
            counts.merge(type.find() ? sample.status() + " " + type.group(1) : "" + sample.status(), 1, Integer::sum);
        }
    }

    @Override
    public synchronized void unanswered(Sample sample) {
        counts.merge(NO_RESPONSE, 1, Integer::sum);
    }

    public synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
