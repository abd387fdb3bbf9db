package dev.corral.lab.trial;

import dev.corral.lab.scenario.LeftOut;
import java.io.IOException;
import java.util.Optional;

/**
 * One harm that the last rung bounds beyond the ladder's herds: done to it and to the same rung without one mitigation,
 * and counted on both.
 */
interface Trial {

    About about();

    /** Does the harm to a cache, and counts. */
    Seen run(String cache, Bench bench) throws InterruptedException, IOException;

    Promise judge(Seen without, Seen with);

    /** Why it cannot be held on this fleet. */
    default Optional<String> unfit(Bench bench) {
        return Optional.empty();
    }

    /**
     * What it is about.
     *
     * @param mitigation what takes the credit; the other side lacks it
     * @param number what is counted, in a few words
     */
    record About(LeftOut mitigation, String harm, String number) {}

    /**
     * What was counted.
     *
     * @param text the number as people read it
     * @param wrong answers that no mitigation may cost: they break its promise whatever the number is
     */
    record Seen(double number, String text, long wrong) {

        static Seen count(long number) {
            return new Seen(number, String.valueOf(number), 0);
        }

        @Override
        public String toString() {
            return wrong == 0 ? text : text + ", and " + wrong + " wrong answers";
        }
    }

    /** What the number with the mitigation had to be, and whether it was. */
    record Promise(String text, boolean kept) {}
}
