package dev.corral.lab.ctl;

/** The failure of a switch that the node refused; the message is the node's sentence. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    Refused(String sentence) {
        super(sentence, null, false, false);
    }
}
