package dev.corral.node.clients;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Counts the responses, uploads and connections that the node ended because of their clients' behaviour, and logs each
 * reason once per episode.
 */
public final class EndedClients {

    /** The reasons for which the node ends a client's response, upload or connection. */
    public enum Reason {
        PRESSURE("Responses and uploads of slow clients are ended: other bodies need their memory"),
        BODY_TIMEOUT("Responses to slow clients are ended: they take longer than corral.clients.body-timeout allows"),
        UPLOAD_TIMEOUT("Uploads are ended: their bodies did not arrive within corral.clients.body-timeout"),
        UPLOAD_REFUSED("Uploads are refused: together they hold half of corral.origin.max-bytes-under-way"),
        HEAD_TIMEOUT("Connections are closed: no complete request head arrived within corral.clients.head-timeout"),
        IDLE_TIMEOUT(""),
        PIPELINED("Connections are closed: their clients sent too many requests behind one in progress"),
        UNREAD("Connections are closed: their clients send requests and do not read the responses"),
        WRITE_FAILED("Connections are closed: a response could not be written"),
        TOO_MANY("Connections are refused: corral.clients.max-connections are open");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, Episode> episodes = new EnumMap<>(Reason.class);

    /** @param later runs a short task after a delay */
    public EndedClients(BiConsumer<Duration, Runnable> later) {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
            if (!reason.sentence.isEmpty()) {
                episodes.put(reason, new Episode(reason.sentence, later));
            }
        }
    }

    public long count(Reason reason) {
        return counts.get(reason).sum();
    }

    /** Counts one more ended client. */
    public void ended(Reason reason) {
        counts.get(reason).increment();
        Episode episode = episodes.get(reason);
        if (episode != null) {
            episode.happened();
        }
    }
}
