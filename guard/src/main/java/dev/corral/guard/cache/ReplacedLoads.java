package dev.corral.guard.cache;

import dev.corral.guard.chain.RunningLoads;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;

/**
 * The loads of replaced chains that write in another way than the current chain: one with a fence, the other without.
 * If both wrote at once, a plain write could replace a newer entry.
 */
public record ReplacedLoads(List<RunningLoads> loads) {

    public static final ReplacedLoads NONE = new ReplacedLoads(List.of());

    public ReplacedLoads {
        loads = List.copyOf(loads);
    }

    /** Returns these loads and those of one more chain, without the chains whose loads have ended. */
    ReplacedLoads and(RunningLoads more) {
        return new ReplacedLoads(Stream.concat(loads.stream(), Stream.of(more))
                .filter(each -> !each.isOver())
                .toList());
    }

    boolean areOver() {
        for (RunningLoads each : loads) {
            if (!each.isOver()) {
                return false;
            }
        }
        return true;
    }

    /** Returns a Uni that completes when the last load has ended. */
    Uni<Void> over() {
        return loads.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.combine()
                        .all()
                        .unis(loads.stream().map(RunningLoads::over).toList())
                        .discardItems();
    }
}
