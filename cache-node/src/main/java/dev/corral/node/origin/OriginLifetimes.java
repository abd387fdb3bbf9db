package dev.corral.node.origin;

import dev.corral.guard.cache.LifetimeSource;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Staleness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The expiry of entries by the lifetimes that the origin states. For each of the three limits that it does not state,
 * the cache's own setting applies. The time that a response has already spent in caches between the node and the origin
 * counts too, and no entry lives longer than {@link #LONGEST}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.2">RFC 9111, freshness</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5861">RFC 5861</a>
 */
public final class OriginLifetimes implements Expiry {

    /** The longest lifetime. A fence must be remembered longer than that, and every key has one. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** Uses the lifetimes that the origin states, if it states any. */
    public static final LifetimeSource SOURCE = new LifetimeSource() {
        @Override
        public Expiry expiry(Expiry configured, Lifetimes lifetimes, DoubleSupplier random) {
            return new OriginLifetimes(configured, lifetimes.jitter(), random);
        }

        @Override
        public Duration longest(Lifetimes lifetimes) {
            return LONGEST;
        }
    };

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Expiry own;
    private final double jitter;
    private final DoubleSupplier random;

    /** @param jitter the share by which a lifetime of the origin is shortened at most; it is never lengthened */
    public OriginLifetimes(Expiry own, double jitter, DoubleSupplier random) {
        this.own = own;
        this.jitter = jitter;
        this.random = random;
    }

    @Override
    public Optional<Limits> limits(Key key, Value value) {
        Directives control = Directives.of(value.fields());
        return control.has("no-cache")
                ? Optional.empty()
                : own.limits(key, value).flatMap(limits -> limits(control, value.fields(), limits));
    }

    private Optional<Limits> limits(Directives control, Map<String, String> fields, Limits own) {
        Staleness staleness = staleness(control, own);
        Optional<Duration> stated = StatedLifetime.of(control, fields);
        if (stated.isEmpty()) {
            return Optional.of(bounded(staleness.after(own.soft())));
        }
        Duration fresh = stated.get().minus(StatedLifetime.age(fields));
        return fresh.isPositive()
                        || allowsStale(control) && longest(fresh, staleness).isPositive()
                ? Optional.of(bounded(limits(shortened(fresh), staleness)))
                : Optional.empty();
    }

    /**
     * The staleness that the response allows. {@code s-maxage} forbids stale responses too, except for those that the
     * origin allows in the same header.
     */
    private static Staleness staleness(Directives control, Limits own) {
        if (control.has("must-revalidate") || control.has("proxy-revalidate")) {
            return Staleness.NONE;
        }
        boolean strict = control.has("s-maxage");
        return new Staleness(
                control.span("stale-while-revalidate")
                        .orElse(strict ? Duration.ZERO : own.stale().minus(own.soft())),
                control.span("stale-if-error")
                        .orElse(strict ? Duration.ZERO : own.hard().minus(own.soft())));
    }

    private static boolean allowsStale(Directives control) {
        return control.has("stale-while-revalidate") || control.has("stale-if-error");
    }

    /** The limits of an entry. A response that was too old when it arrived is stale from its first moment on. */
    private static Limits limits(Duration fresh, Staleness staleness) {
        Duration soft = longer(fresh, SHORTEST);
        Duration stale = longer(fresh.plus(staleness.whileRevalidate()), soft);
        return new Limits(soft, stale, longer(fresh.plus(staleness.ifError()), stale));
    }

    private static Limits bounded(Limits limits) {
        return new Limits(shorter(limits.soft()), shorter(limits.stale()), shorter(limits.hard()));
    }

    private Duration shortened(Duration fresh) {
        double share = 1 - jitter * random.getAsDouble();
        return fresh.isPositive() ? Duration.ofMillis((long) (fresh.toMillis() * share)) : fresh;
    }

    private static Duration longest(Duration fresh, Staleness staleness) {
        return fresh.plus(longer(staleness.whileRevalidate(), staleness.ifError()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration span) {
        return span.compareTo(LONGEST) < 0 ? span : LONGEST;
    }
}
