package dev.corral.lab.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * How a Redis is started, and how a command is run where it runs.
 *
 * @param start the command of the keeper of one life
 * @param inside in front of a command that sees the same process ids as Redis: empty, or the way into its container
 */
record RedisCommand(List<String> start, List<String> inside) {

    /**
     * A shell that starts Redis and reports its end as its own. A reader of the standard input ends Redis when that ends, a
     * stopped one too, and one that does not end when it is asked to. Redis itself reads nothing there. In a session of its
     * own, where there is setsid, Redis gets no Ctrl-C of the terminal, and so does not end in front of the nodes. Either of
     * the two shells ends Redis where the other is killed, as the lab closes its pipe then.
     */
    static final String KEEPER = """
            trap '' HUP INT TERM
            exec 3<&0
            own=
            if command -v setsid >/dev/null 2>&1; then own=setsid; fi
            (trap - TERM; exec $own "$@") </dev/null 3<&- &
            server=$!
            {
                cat; kill $server; kill -CONT $server
                for each in 1 2 3; do sleep 1; kill -0 $server || exit; done
                kill -KILL $server
            } <&3 >/dev/null 2>&1 &
            reader=$!
            exec 3<&-
            wait $server
            status=$?
            kill -KILL $reader 2>/dev/null
            exit $status
            """;

    /** Of a program of this system. */
    static RedisCommand local(String program, List<String> options) {
        List<String> start = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "corral-redis", program));
        start.addAll(options);
        return new RedisCommand(start, List.of());
    }

    /** Sends a signal to the process with this id, as Redis reports it. */
    void signal(long server, String name) {
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of("/bin/sh", "-c", "kill -" + name + " " + server));
        Commands.run(command, "could not send " + name + " to Redis");
    }
}
