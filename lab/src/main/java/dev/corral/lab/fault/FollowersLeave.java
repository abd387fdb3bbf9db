package dev.corral.lab.fault;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.flight.SingleFlight;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A fault in which ten thousand callers that wait for one load cancel at once, inside this process, while a few stay.
 */
final class FollowersLeave implements Fault {

    private static final int LEAVING = 10_000;
    private static final int FEW_LEAVING = 1_000;
    private static final int STAYING = 10;
    private static final int ROUNDS = 7;
    private static final double SHARE = 0.1;
    private static final double DEARER = 3;
    private static final Request REQUEST = Request.of(new Key("lab", "hot"));

    @Override
    public About about() {
        return new About(
                "followers-leave",
                "10,000 followers of one flight leave at once, and 10 stay (in process)",
                "the load continues for those that stay; leaving costs at most a tenth of the CPU time of memoize()",
                "memoize() of Mutiny in place of single-flight");
    }

    @Override
    public Counts run(Side side, Stage stage) {
        UnaryOperator<Uni<Answer>> sharing = side == Side.CURE ? FollowersLeave::flight : FollowersLeave::memoized;
        Crowd[] many = crowds(LEAVING, sharing);
        Crowd[] few = crowds(FEW_LEAVING, sharing);
        return Counts.NOTHING
                .and("leavers", LEAVING)
                .and("CPU ms to leave", leaveNanos(many) / 1e6)
                .and("a leaver's cost, against one of 1,000", costOfOne(many, LEAVING) / costOfOne(few, FEW_LEAVING))
                .and("loads", Arrays.stream(many).mapToInt(Crowd::loads).max().orElseThrow())
                .and(
                        "loads ended by leavers",
                        Arrays.stream(many).filter(Crowd::loadEnded).count())
                .and(
                        "stayed and unanswered",
                        Arrays.stream(many).mapToInt(Crowd::unanswered).sum());
    }

    /** The first crowds run cold code; the median does not depend on them. */
    private static Crowd[] crowds(int leaving, UnaryOperator<Uni<Answer>> sharing) {
        Crowd[] crowds = new Crowd[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            crowds[round] = new Crowd(leaving, STAYING, sharing);
            crowds[round].leave();
            crowds[round].land(Answer.loaded(new Content.Value(new byte[0], "text/plain", 1)));
        }
        return crowds;
    }

    private static double costOfOne(Crowd[] crowds, int leaving) {
        return (double) leaveNanos(crowds) / leaving;
    }

    private static long leaveNanos(Crowd[] crowds) {
        long[] nanos =
                Arrays.stream(crowds).mapToLong(Crowd::leaveNanos).sorted().toArray();
        return nanos[ROUNDS / 2];
    }

    private static Uni<Answer> memoized(Uni<Answer> load) {
        return load.memoize().indefinitely();
    }

    private static Uni<Answer> flight(Uni<Answer> load) {
        Flights.Bounds bounds = new Flights.Bounds(Duration.ofMinutes(1), 1, LEAVING + STAYING);
        Environment environment = Environment.plain(new SystemClock());
        Flights flights = new Flights(environment, Events.NONE);
        SingleFlight layer = new SingleFlight(request -> load, flights, bounds, new RunningLoads());
        return Uni.createFrom().deferred(() -> layer.load(REQUEST));
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        double share = with.get("CPU ms to leave") / control.get("CPU ms to leave");
        return List.of(
                check("loads", "1", with.text("loads"), with.get("loads") == 1),
                zero("loads that the leaving followers ended", with, "loads ended by leavers"),
                zero("staying followers without a result", with, "stayed and unanswered"),
                check(
                        "CPU time of leaving, as a share of that of memoize()",
                        "at most " + SHARE,
                        Text.of("%.3f", share),
                        share <= SHARE),
                harmAbove(
                        "with 10,000 followers, each costs over " + DEARER + " times as much as with 1,000",
                        control,
                        "a leaver's cost, against one of 1,000",
                        DEARER));
    }
}
