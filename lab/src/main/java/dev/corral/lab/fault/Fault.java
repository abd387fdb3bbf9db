package dev.corral.lab.fault;

import dev.corral.lab.measure.Check;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One thing that breaks, the promise that the fleet keeps meanwhile, and a control that shows the harm without the cure. */
interface Fault {

    About about();

    /** Breaks the fleet under load and counts; called once with the cure and once for the control. */
    Seen run(Side side, Scene scene) throws InterruptedException, IOException;

    /** What had to hold with the cure; the last one is always that the control shows the harm. */
    List<Check> judge(Seen with, Seen control);

    /** Why it cannot be held here. */
    default Optional<String> unfit(Scene scene) {
        return Optional.empty();
    }

    enum Side {
        CURE,
        CONTROL
    }

    /**
     * What it is about.
     *
     * @param name in short, also that of its row in docs/failures.md
     * @param breaks what is done
     * @param promise what is promised
     * @param control what the control lacks
     */
    record About(String name, String breaks, String promise, String control) {

        /** One of its promises. */
        Check check(String name, String promised, String seen, boolean kept) {
            return new Check(this.name, name, promised, seen, kept);
        }

        /** The last of its checks. */
        Check harm(String promised, String seen, boolean shown) {
            return check("the control shows the harm", promised, seen, shown);
        }
    }
}
