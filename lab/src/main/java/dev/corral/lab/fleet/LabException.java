package dev.corral.lab.fleet;

/** What keeps the lab from going on, in one sentence that says what to do. */
public class LabException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    public LabException(String sentence) {
        this(sentence, "", null);
    }

    public LabException(String sentence, Throwable cause) {
        this(sentence, "", cause);
    }

    /** @param details that follow the sentence, such as the last lines of a log */
    LabException(String sentence, String details, Throwable cause) {
        super(sentence + details, cause);
        this.sentence = sentence;
    }

    /** The message without its details: one line for a report. */
    public String sentence() {
        return sentence;
    }
}
