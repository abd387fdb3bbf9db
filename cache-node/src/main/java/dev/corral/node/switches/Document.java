package dev.corral.node.switches;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The document that a fleet shares: the switches in force, their revision, and the latest changes.
 *
 * @param history newest first, at most {@value #REMEMBERED}
 */
public record Document(long revision, Switches switches, List<Change> history) {

    static final int REMEMBERED = 20;

    static final Document EMPTY = new Document(0, Switches.NONE, List.of());

    public Document {
        history = List.copyOf(history);
    }

    /** The change that led to this revision; empty if there was none. */
    public Optional<Change> last() {
        return history.stream().findFirst();
    }

    /**
     * Returns the document after a change.
     *
     * @param ended the revision up to which switches are ended; the next revision is higher
     * @param before the switches that an undo of the change puts back
     */
    Document next(long ended, Switches before, Step step, long atMicros) {
        Change change =
                new Change(Math.max(revision, ended) + 1, step.author(), atMicros, step.what(), before, step.undoes());
        return new Document(
                change.revision(),
                step.switches(),
                Stream.concat(Stream.of(change), history.stream())
                        .limit(REMEMBERED)
                        .toList());
    }

    /** Returns the document without its oldest change. */
    Document withoutOldest() {
        return new Document(revision, switches, history.subList(0, history.size() - 1));
    }

    /** Whether this document has the last change of another one: it is that document, or was made from it. */
    boolean includes(Document other) {
        return other.last().map(history::contains).orElse(true);
    }

    /** Returns the switches in force if those up to a revision are ended. */
    Switches switches(long ended) {
        return revision > ended ? switches : Switches.NONE;
    }

    /**
     * A change that is to be made.
     *
     * @param switches all switches after it
     */
    record Step(Author author, String what, Switches switches, Optional<Long> undoes) {}

    /**
     * Returns the step that puts back the switches from before another one.
     *
     * @param revision the other one; if empty, the latest that is not undone
     * @throws IllegalArgumentException if there is no such switch
     */
    Step undo(Optional<Long> revision, Author author) {
        Change undone = revision.map(this::recorded).orElseGet(this::latest);
        return new Step(
                author,
                "undo " + undone.revision() + " (" + undone.brief() + ")",
                undone.before(),
                Optional.of(undone.revision()));
    }

    private Change recorded(long revision) {
        return history.stream()
                .filter(each -> each.revision() == revision)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("switch " + revision
                        + " is not among the last " + REMEMBERED + "; choose from "
                        + history.stream().map(Change::revision).toList()));
    }

    /** Returns the latest switch that no undo has ended. An undo ends the switch that it names and all later ones. */
    private Change latest() {
        long below = Long.MAX_VALUE;
        for (Change each : history) {
            if (each.revision() < below) {
                if (each.undoes().isEmpty()) {
                    return each;
                }
                below = each.undoes().get();
            }
        }
        throw new IllegalArgumentException("there is no switch to undo");
    }
}
