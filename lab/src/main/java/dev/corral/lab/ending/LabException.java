package dev.corral.lab.ending;

/** Thrown when the lab cannot continue; the message is one sentence that states what to do. */
public class LabException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    public LabException(String sentence) {
        this(sentence, "", null);
    }

    public LabException(String sentence, Throwable cause) {
        this(sentence, "", cause);
    }

    /** @param details lines that follow the sentence, such as the last lines of a log */
    public LabException(String sentence, String details, Throwable cause) {
        super(sentence + details, cause);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
