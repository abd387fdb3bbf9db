package dev.corral.node.origin;

/** A connection that ended, or carried something else than HTTP, before a byte of a response came. */
final class Unanswered extends RuntimeException {

    private final boolean tls;

    private Unanswered(String sentence, boolean tls) {
        super(sentence, null, false, false);
        this.tls = tls;
    }

    static Unanswered closed() {
        return new Unanswered("it closed the connection before it answered", false);
    }

    static Unanswered withTls() {
        return new Unanswered("it speaks TLS at that port, and plain HTTP was sent", true);
    }

    /** Whether the bytes were those of TLS. */
    boolean tls() {
        return tls;
    }
}
