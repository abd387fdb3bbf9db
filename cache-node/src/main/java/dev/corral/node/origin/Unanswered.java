package dev.corral.node.origin;

/** A connection that ended, or carried something else than HTTP, before a byte of a response came. */
final class Unanswered extends RuntimeException {

    private final boolean tls;

    private Unanswered(String sentence, boolean tls, Throwable cause) {
        super(sentence, cause, false, false);
        this.tls = tls;
    }

    /** @param cause as the client reports the end */
    static Unanswered closed(Throwable cause) {
        return new Unanswered("it closed the connection before it answered", false, cause);
    }

    static Unanswered withTls(Throwable cause) {
        return new Unanswered("it speaks TLS at that port, and plain HTTP was sent", true, cause);
    }

    /** Whether the bytes were those of TLS. */
    boolean tls() {
        return tls;
    }
}
