package dev.corral.lab.drill;

import dev.corral.lab.experiment.Chosen;
import java.util.List;
import java.util.stream.Collectors;

/** All herds of a drill, in the order in which they are caused. */
public final class Herds {

    /** The metastable failure is the first, because its load must be the usual one until then. */
    private static final List<Herd> ALL = List.of(
            Metastable.HERD,
            KeyHerds.HOT_KEY,
            KeyHerds.MASS_EXPIRY,
            KeyHerds.MISSING_KEYS,
            KeyHerds.COLD_START,
            HolderDead.HERD,
            OriginHerds.SLOW,
            OriginHerds.DEAD,
            RedisHerds.DEAD,
            RedisHerds.FULL);

    private static final List<Herd> QUICK = List.of(
            KeyHerds.HOT_KEY,
            KeyHerds.MASS_EXPIRY,
            KeyHerds.MISSING_KEYS,
            KeyHerds.COLD_START,
            HolderDead.HERD,
            RedisHerds.DEAD);

    private Herds() {}

    static List<Herd> all() {
        return ALL;
    }

    /** The herds without which a change is not accepted. */
    static List<Herd> quick() {
        return QUICK;
    }

    /** @throws IllegalArgumentException if a name is unknown; the message lists the herds that exist */
    static List<Herd> named(List<String> names) {
        return Chosen.of(ALL, Herd::name, names, "herd");
    }

    public static String names() {
        return ALL.stream().map(Herd::name).collect(Collectors.joining(", "));
    }
}
