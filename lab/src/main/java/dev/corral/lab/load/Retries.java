package dev.corral.lab.load;

import java.time.Duration;

/**
 * How often a client repeats a read that has failed, and how long it waits for each response. A response that does not
 * arrive in time is cancelled: the client closes its connection. Such clients multiply the load of a fleet that has
 * become slow.
 *
 * @param attempts the largest number of requests for one read, the first one included
 * @param timeout how long the client waits for each response
 * @param pause the time between the end of one request and the next one
 */
public record Retries(int attempts, Duration timeout, Duration pause) {

    /** The header with the number of the attempt, which a client sends with every request but the first. */
    public static final String HEADER = "Corral-Attempt";

    /** A client that sends each read once. */
    public static final Retries NONE = new Retries(1, Driver.LIMIT, Duration.ZERO);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    public Retries {
        if (attempts < 1 || timeout.isZero() || timeout.isNegative() || pause.isNegative()) {
            throw new IllegalArgumentException("attempts and timeout must be positive, and pause must not be negative");
        }
    }

    /** Returns a client that sends the next request as soon as the previous one has failed. */
    public static Retries upTo(int attempts, Duration timeout) {
        return new Retries(attempts, timeout, Duration.ZERO);
    }

    /** Returns a client that waits for this time before each further request. */
    public Retries pausing(Duration time) {
        return new Retries(attempts, timeout, time);
    }

    /**
     * Whether the client sends one more request.
     *
     * @param sent the number of requests that it has sent for the read
     * @param status the status of the last response; {@link Sample#NO_ANSWER} if there was none in time
     * @param since the time since the first request; no request is sent that could end after {@link Driver#LIMIT}
     */
    boolean again(int sent, int status, Duration since) {
        Duration end = since.plus(pause).plus(timeout);
        return sent < attempts && isRetryable(status) && end.compareTo(Driver.LIMIT) <= 0;
    }

    private static boolean isRetryable(int status) {
        return status == Sample.NO_ANSWER || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
