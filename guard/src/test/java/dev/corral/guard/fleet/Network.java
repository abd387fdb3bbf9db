package dev.corral.guard.fleet;

import dev.corral.guard.testing.VirtualTime;

/** The connections between a node and the fleet's store: a line for each direction of each connection. */
record Network(VirtualTime time, Weather weather, History store) {

    Line line() {
        return new Line(time, weather);
    }
}
