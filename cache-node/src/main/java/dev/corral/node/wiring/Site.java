package dev.corral.node.wiring;

import dev.corral.guard.core.Environment;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.FleetLock;
import dev.corral.guard.layer.Flights;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.layer.Turnstile;
import dev.corral.guard.layer.Writer;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.origin.OriginLifetimes;
import dev.corral.node.tolerance.PendingInvalidations;

/** Where one cache's layers are put together: the plan, and all that they are given. */
record Site(Plan plan, Settings settings, Utilities utilities, Events events, Flights flights) {

    /** What all caches of a node share. */
    record Utilities(
            Environment environment,
            SharedStore store,
            FleetLocks locks,
            Turnstile turnstile,
            Shelf shelf,
            PendingInvalidations pending) {
        /** The same with another way to the shared store. */
        <S extends SharedStore & FleetLocks> Utilities over(S other) {
            return new Utilities(environment, other, other, turnstile, shelf, pending);
        }
    }

    Environment environment() {
        return utilities.environment();
    }

    SharedStore store() {
        return utilities.store();
    }

    FleetLocks locks() {
        return utilities.locks();
    }

    Freshness freshness() {
        return plan.lifetimes().freshness(environment().random());
    }

    FleetLock.Times lockTimes() {
        return new FleetLock.Times(
                settings.lock().lease(),
                settings.lock().renewalCap(),
                settings.lock().waitBudget());
    }

    Fill.Retention retention() {
        return new Fill.Retention(
                expiry(), plan.lifetimes().absence(environment().random()), plan.maxValueBytes());
    }

    private Expiry expiry() {
        Expiry own = plan.lifetimes().expiry(environment().random());
        return cache().originLifetimes() == CacheSettings.OriginLifetimes.HONOUR
                ? new OriginLifetimes(
                        own, plan.lifetimes().jitter(), environment().random())
                : own;
    }

    /** As it is configured. */
    CacheSettings cache() {
        return settings.caches().get(plan.cache());
    }

    /** With a lock, never without a fence. */
    Writer writer() {
        return plan.has(Registry.LOCK) ? Writer.fenced(locks(), events) : Writer.plain(store());
    }
}
