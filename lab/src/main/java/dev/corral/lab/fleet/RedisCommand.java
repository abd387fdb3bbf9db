package dev.corral.lab.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a Redis, and the prefix of commands that run in the same place.
 *
 * @param start the command of the keeper process for one life of Redis
 * @param inside the prefix of a command that must see the same process ids as Redis: empty, or the command that enters
 *     its container
 */
record RedisCommand(List<String> start, List<String> inside) {

    /**
     * A shell script that exits with the exit status of Redis. A second shell, in a session of its own if {@code
     * setsid} is available, starts Redis and two readers of the standard input. A signal to the process group of the
     * lab, such as Ctrl-C or a kill of the group, does not reach them. Each reader ends Redis when the input ends: it
     * sends TERM to the whole session, because a program on PATH may be a script that starts Redis as its child; then
     * CONT, in case Redis is stopped; and finally KILL.
     */
    static final String KEEPER = """
            exec 3<&0
            if command -v setsid >/dev/null 2>&1; then
                setsid /bin/sh -c "$0" session "$@" <&3 3<&- &
            else
                /bin/sh -c "$0" group "$@" <&3 3<&- &
            fi
            session=$!
            trap '' HUP INT TERM
            exec 3<&- </dev/null
            wait $session
            """;

    /** The script of the second shell; its name states whether it has a session of its own. */
    static final String SESSION = """
            own=$0
            send() {
                if [ "$own" = session ]; then kill -s $1 -- -$$; else kill -s $1 $server; fi
            }
            exec 3<&0
            ("$@") </dev/null 3<&- &
            server=$!
            trap '' HUP INT TERM
            reader() {
                cat; send TERM; send CONT
                for each in 1 2 3; do sleep 1; kill -0 $server || return 0; done
                send KILL
            }
            reader <&3 >/dev/null 2>&1 &
            first=$!
            reader <&3 >/dev/null 2>&1 &
            second=$!
            exec 3<&-
            wait $server
            status=$?
            kill -KILL $first $second 2>/dev/null
            exit $status
            """;

    /** Returns the command for a program of this system. */
    static RedisCommand local(String program, List<String> options) {
        List<String> start = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, SESSION, program));
        start.addAll(options);
        return new RedisCommand(start, List.of());
    }

    /** Sends a signal to the process with this id, which is the id that Redis reports. */
    void signal(long server, String name) {
        List<String> command = new ArrayList<>(inside);
        command.addAll(List.of("/bin/sh", "-c", "kill -" + name + " " + server));
        Commands.run(command, "could not send " + name + " to Redis");
    }
}
