package dev.corral.node.origin;

/** A connection that ended, or carried something other than HTTP, before the first byte of a response arrived. */
final class Unanswered extends RuntimeException {

    private final boolean tls;

    private Unanswered(String sentence, boolean tls, Throwable cause) {
        super(sentence, cause, false, false);
        this.tls = tls;
    }

    /** @param cause the end as the client reports it */
    static Unanswered closed(Throwable cause) {
        return new Unanswered("it closed the connection before it answered", false, cause);
    }

    static Unanswered withTls(Throwable cause) {
        return new Unanswered("it speaks TLS at that port, and plain HTTP was sent", true, cause);
    }

    /** Whether the bytes were TLS. */
    boolean tls() {
        return tls;
    }
}
