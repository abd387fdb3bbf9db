package dev.corral.lab.ctl;

/** The failure of a command that the node refused, or whose outcome is unknown; the message is one sentence. */
final class NotApplied extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotApplied(String sentence) {
        super(sentence, null, false, false);
    }
}
