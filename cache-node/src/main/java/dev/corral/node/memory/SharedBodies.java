package dev.corral.node.memory;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The large bodies that exchanges hold at this moment. An array counts against the budget once, from the first exchange
 * that claims it to the last one that releases it.
 *
 * <p>A body that was just loaded or decompressed is not claimed yet. It is kept for a short time, so that it counts
 * without interruption.
 */
public final class SharedBodies {

    /** Bodies of this size or less are written at once and are not counted. */
    public static final int SMALL = 32 * 1024;

    private static final Duration UNCLAIMED = Duration.ofSeconds(2);

    private final ResponseBudget budget;
    private final Clock clock;
    private final Map<byte[], Body> bodies = new IdentityHashMap<>();
    private final Map<Object, Body> named = new HashMap<>();

    private static final class Body {
        private final byte[] bytes;
        private Object name;
        private int claims;
        private long untilNanos;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** One exchange's share of a body. */
    public final class Claim {
        private final Body body;
        private boolean released;

        private Claim(Body body) {
            this.body = body;
        }

        public byte[] bytes() {
            return body.bytes;
        }

        /** May be called from any thread, and more than once. */
        public void release() {
            synchronized (SharedBodies.this) {
                if (!released) {
                    released = true;
                    body.claims--;
                    if (body.claims == 0) {
                        drop(body);
                    }
                }
            }
        }
    }

    /** Creates a set that keeps only claimed bodies. */
    SharedBodies(ResponseBudget budget) {
        this(budget, null);
    }

    SharedBodies(ResponseBudget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * Keeps a complete body for the exchanges that will claim it soon.
     *
     * @param taken the bytes of the budget that it holds; they are returned once no exchange holds the body
     */
    public void keep(byte[] bytes, long taken, Object name) {
        long excess = taken - bytes.length;
        boolean kept = clock != null && bytes.length > SMALL && enter(bytes, name);
        budget.give(kept ? excess : taken);
    }

    /**
     * Claims a body.
     *
     * @param name the name of the content, or null if it has none; if an equal body of that name is already held, it is
     *     claimed in place of this one
     * @throws Shed if the budget has no room for it
     */
    public Claim claim(byte[] bytes, Object name) {
        byte[] same = name == null
                ? bytes
                : named(name).filter(other -> Arrays.equals(other, bytes)).orElse(bytes);
        Optional<Claim> shared = share(same);
        if (shared.isPresent()) {
            return shared.get();
        }
        // Outside the lock, because making room ends other exchanges.
        budget.take(bytes.length);
        synchronized (this) {
            Optional<Claim> meanwhile = share(bytes);
            if (meanwhile.isPresent()) {
                budget.give(bytes.length);
                return meanwhile.get();
            }
            Body body = add(bytes, name);
            body.claims = 1;
            return new Claim(body);
        }
    }

    /** The body of this name, if it is held at this moment. */
    public synchronized Optional<byte[]> named(Object name) {
        return Optional.ofNullable(named.get(name)).map(body -> body.bytes);
    }

    /** Drops the bodies that were kept and not claimed in time. */
    public synchronized void sweep() {
        List<Body> late = new ArrayList<>();
        for (Body body : bodies.values()) {
            if (body.claims == 0 && clock.passed(body.untilNanos)) {
                late.add(body);
            }
        }
        late.forEach(this::drop);
    }

    private synchronized Optional<Claim> share(byte[] bytes) {
        Body body = bodies.get(bytes);
        if (body == null) {
            return Optional.empty();
        }
        body.claims++;
        return Optional.of(new Claim(body));
    }

    private synchronized boolean enter(byte[] bytes, Object name) {
        if (bodies.containsKey(bytes)) {
            return false;
        }
        add(bytes, name).untilNanos = clock.nanos() + UNCLAIMED.toNanos();
        return true;
    }

    private Body add(byte[] bytes, Object name) {
        Body body = new Body(bytes);
        bodies.put(bytes, body);
        if (name != null && named.putIfAbsent(name, body) == null) {
            body.name = name;
        }
        return body;
    }

    private void drop(Body body) {
        bodies.remove(body.bytes);
        if (body.name != null) {
            named.remove(body.name);
        }
        budget.give(body.bytes.length);
    }
}
