package dev.corral.lab.command;

import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.fleet.OwnOrigin;

/** Takes the fleet down where the lab is ended from outside, by Ctrl-C for one. */
final class ShutdownHook {

    private ShutdownHook() {}

    static Fleet closing(Fleet fleet) {
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "take the fleet down"));
        return fleet;
    }

    static OwnOrigin closing(OwnOrigin fleet) {
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "take the nodes down"));
        return fleet;
    }
}
