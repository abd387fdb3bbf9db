package dev.corral.guard.fleet;

import dev.corral.guard.testing.Node;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cost of a boundary of one hot key in a fleet of a given size, if nothing fails. */
record Scaling(Stack stack, int nodes, int boundaries, int mostQueries, Account cost) {

    static final long SEED = 1;
    static final Duration LOAD = Duration.ofMillis(400);
    static final double READS_A_SECOND = 20;

    /** A chain, and how much the duration of its loads varies. */
    enum Stack {
        SINGLE_FLIGHT(Chain.SINGLE_FLIGHT, 0.1, 5),
        LOCK(Chain.LOCK, 0.1, 10),
        SWR(Chain.SWR, 0.1, 10),
        /**
         * Some loads take more than one and a half times as long as the one before, which is when waiters request the
         * lock again.
         */
        SWR_UNEVEN(Chain.SWR, 0.6, 20);

        private final Chain chain;
        private final double spread;
        private final int rounds;

        Stack(Chain chain, double spread, int rounds) {
            this.chain = chain;
            this.spread = spread;
            this.rounds = rounds;
        }

        /**
         * Returns the length of the run, which ends in the middle of a TTL, however late in a round the last node of a
         * large fleet has written.
         */
        private Duration run() {
            return Node.TTL.plus(LOAD).multipliedBy(rounds).plus(Node.TTL.dividedBy(2));
        }

        @Override
        public String toString() {
            return spread > 0.1 ? chain + ", uneven loads" : chain.toString();
        }
    }

    static Scaling of(Stack stack, int nodes, Without without) {
        Setup setup = new Setup(stack.chain, nodes, 1, READS_A_SECOND, LOAD, stack.spread, true, stack.run());
        Simulation simulation = new Simulation(SEED, setup, without);
        List<String> broken = simulation.run();
        if (stack.chain != Chain.SINGLE_FLIGHT && !broken.isEmpty()) {
            throw new IllegalStateException(stack + " on " + nodes + " nodes: " + broken);
        }
        List<Integer> queries = simulation.boundaries();
        int most = queries.stream().skip(1).mapToInt(Integer::intValue).max().orElse(0);
        return new Scaling(stack, nodes, queries.size() - 1, most, simulation.cost());
    }

    double queriesABoundary() {
        return (double) cost.queries() / boundaries;
    }

    double commandsABoundary() {
        return (double) cost.commandsBeyondReads() / boundaries;
    }

    double pushesABoundary() {
        return (double) cost.pushes() / boundaries;
    }

    private String json() {
        return String.format(
                Locale.ROOT,
                "{\"stack\": \"%s\", \"nodes\": %d, \"boundaries\": %d, \"queries\": %.2f, \"mostQueries\": %d, "
                        + "\"commands\": %.1f, \"pushes\": %.1f}",
                stack,
                nodes,
                boundaries,
                queriesABoundary(),
                mostQueries,
                commandsABoundary(),
                pushesABoundary());
    }

    /** Formats the results as a report that the lab can publish. */
    static String report(List<Scaling> rows) {
        return String.format(
                Locale.ROOT,
                """
                {
                  "schemaVersion": 1,
                  "kind": "scaling",
                  "seed": %d,
                  "ttl": "%s",
                  "load": "%s",
                  "readsASecond": %s,
                  "rows": [
                    %s
                  ]
                }
                """,
                SEED,
                Node.TTL,
                LOAD,
                READS_A_SECOND,
                rows.stream().map(Scaling::json).collect(Collectors.joining(",\n    ")));
    }
}
