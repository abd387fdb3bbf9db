package dev.corral.guard.fleet;

import dev.corral.guard.testing.VirtualTime;

/** What connects a node to the fleet's store: a line for each direction of each of its connections. */
record Network(VirtualTime time, Weather weather, History store) {

    Line line() {
        return new Line(time, weather);
    }
}
