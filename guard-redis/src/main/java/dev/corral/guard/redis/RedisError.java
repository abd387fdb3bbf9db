package dev.corral.guard.redis;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of error replies of Redis, each with its scope and its meaning in one sentence.
 *
 * <p>This is the only list of them. An error of one key, or of one command, does not count against the store; all
 * others do. A retry is useless only for an error that requires a change of the configuration.
 */
enum RedisError {
    WRONGTYPE(Scope.KEY, "the key holds a value of another type"),
    SCRIPT(Scope.KEY, "the key holds a value that a script cannot read"),
    NOSCRIPT(Scope.COMMAND, "it does not know the script by its digest"),
    EXECABORT(Scope.COMMAND, "it discarded the transaction"),

    LOADING(Scope.STORE, "it is loading its data set into memory"),
    BUSY(Scope.STORE, "it is busy with a script"),
    MASTERDOWN(Scope.STORE, "it is a replica that has lost its primary"),
    READONLY(Scope.STORE, "it is a read-only replica: use the address of its primary"),
    NOREPLICAS(Scope.STORE, "it refuses writes, because too few replicas are connected"),
    MISCONF(Scope.STORE, "it refuses writes, because it cannot save its data set"),
    OOM(Scope.STORE, "it refuses writes, because its memory is full"),
    TRYAGAIN(Scope.STORE, "it is moving keys between Cluster nodes"),
    CLUSTERDOWN(Scope.STORE, "its Cluster is down"),
    MOVED(Scope.STORE, "it is a node of a Redis Cluster, which is not supported: use a single Redis"),
    ASK(Scope.STORE, "it is a node of a Redis Cluster, which is not supported: use a single Redis"),
    CROSSSLOT(Scope.STORE, "it is a node of a Redis Cluster, which is not supported: use a single Redis"),
    NOAUTH(Scope.STORE, "it requires a password, and none was given"),
    WRONGPASS(Scope.STORE, "it refused the user or the password"),
    NOPERM(Scope.STORE, "the user lacks a permission: grant it the documented access rules"),
    DENIED(Scope.STORE, "it is in protected mode: set a password or a bind address"),
    NOPROTO(Scope.STORE, "it does not speak RESP3: use Redis 6.2 or newer"),
    TOO_MANY_CLIENTS(Scope.STORE, "it has reached its maximum number of clients: raise maxclients"),
    UNKNOWN_COMMAND(Scope.STORE, "it does not know a command: use Redis 6.2 or newer"),
    OTHER(Scope.STORE, "");

    /** The scope of an error: one key, one command or the whole server. */
    enum Scope {
        KEY,
        COMMAND,
        STORE
    }

    /**
     * The error of a script as Redis wraps it before version 7: the error's own kind follows the line number in the
     * script.
     */
    private static final Pattern WRAPPED = Pattern.compile("user_script:? ?\\d+: -?([A-Z]+) ");

    private static final Pattern SCRIPT_RUN = Pattern.compile("^ERR .*user_script");

    private final Scope scope;
    private final String sentence;

    RedisError(Scope scope, String sentence) {
        this.scope = scope;
        this.sentence = sentence;
    }

    /** Returns the kind of a failed command; {@link #OTHER} if the failure is no known error reply. */
    static RedisError of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (SCRIPT_RUN.matcher(message).find()) {
            Matcher wrapped = WRAPPED.matcher(message);
            RedisError own = wrapped.find() ? named(wrapped.group(1)) : OTHER;
            return own == OTHER ? SCRIPT : own;
        }
        return message.startsWith("ERR ") ? general(message) : named(message.split("[ \\r\\n]", 2)[0]);
    }

    private static RedisError general(String message) {
        if (message.startsWith("ERR max number of clients")) {
            return TOO_MANY_CLIENTS;
        }
        if (message.startsWith("ERR unknown command") || message.startsWith("ERR unknown or unsupported command")) {
            return UNKNOWN_COMMAND;
        }
        boolean password = message.contains("AUTH") || message.contains("password");
        return password ? WRONGPASS : OTHER;
    }

    private static RedisError named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    /** Whether the error concerns the whole server, and not only one key or one command. */
    boolean ofStore() {
        return scope == Scope.STORE;
    }

    /** The meaning in one sentence, which quotes nothing that was sent; empty for {@link #OTHER}. */
    String sentence() {
        return sentence;
    }
}
