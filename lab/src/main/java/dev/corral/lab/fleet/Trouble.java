package dev.corral.lab.fleet;

/** What keeps the lab from going on, in one sentence that says what to do. */
public class Trouble extends RuntimeException {

    public Trouble(String sentence) {
        super(sentence);
    }

    public Trouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
