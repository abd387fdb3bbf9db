package dev.corral.node.rest;

import dev.corral.guard.cache.Numbers;
import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.CacheConfigs;
import dev.corral.node.config.Settings;
import dev.corral.node.config.WarmKeys;
import dev.corral.node.switches.CacheSwitches;
import dev.corral.node.switches.Fleet;
import dev.corral.node.switches.Proposer;
import dev.corral.node.switches.Reconciler;
import dev.corral.node.switches.Warming;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The routes of the run-time switches, on the management port. Without a token they do not exist.
 *
 * <p>Each change is answered when all live nodes have confirmed it, or after five seconds.
 */
@Singleton
final class SwitchRoutes {

    private static final int MOST_KEYS = 1_000;

    private final Settings settings;
    private final Instance<Caches> caches;
    private final Instance<Reconciler> reconciler;
    private final Instance<Proposer> proposer;
    private final Instance<Environment> environment;

    /** The caches are built after the routes. */
    SwitchRoutes(
            Settings settings,
            Instance<Caches> caches,
            Instance<Reconciler> reconciler,
            Instance<Proposer> proposer,
            Instance<Environment> environment) {
        this.settings = settings;
        this.caches = caches;
        this.reconciler = reconciler;
        this.proposer = proposer;
        this.environment = environment;
    }

    void register(@Observes ManagementInterface management) {
        settings.switches().tokenFile().ifPresent(file -> {
            GuardedRoutes routes = new GuardedRoutes(management.router(), file);
            routes.get("/switches", this::status);
            routes.post("/switches/undo", this::undo);
            routes.put("/gate", this::gate);
            routes.put("/caches/:cache/stack", this::stack);
            routes.put("/caches/:cache/ttl", this::ttl);
            routes.put("/caches/:cache/stale", this::stale);
            routes.put("/caches/:cache/shed", this::shed);
            routes.post("/caches/:cache/warm", this::warm);
        });
    }

    private Uni<JsonObject> status(RoutingContext call) {
        int configuredLoads = settings.gate().loads();
        return reconciler
                .get()
                .fleet()
                .onFailure()
                .recoverWithItem(Fleet.UNKNOWN)
                .map(fleet -> SwitchViews.of(reconciler.get().applied(), caches.get(), configuredLoads, fleet));
    }

    private Uni<JsonObject> undo(RoutingContext call) {
        SwitchBody body = body(call, "revision");
        return proposer.get().undo(body.author(), body.number("revision")).map(SwitchViews::of);
    }

    private Uni<JsonObject> gate(RoutingContext call) {
        SwitchBody body = body(call, "loads");
        long given = body.required("loads", body.number("loads"));
        int loads = Math.clamp(given, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return proposer.get()
                .change(body.author(), "gate " + loads, switches -> switches.gate(loads))
                .map(SwitchViews::of);
    }

    private Uni<JsonObject> stack(RoutingContext call) {
        NamedCache cache = cache(call);
        SwitchBody body = body(call, "with", "without");
        List<String> with = body.texts("with");
        List<String> without = body.texts("without");
        if (with.isEmpty() && without.isEmpty()) {
            throw SwitchBody.invalid("with and without are both empty: name a mitigation in one of them");
        }
        String what = "stack " + cache.name() + list(" --with ", with) + list(" --without ", without);
        return change(body, what, cache, own -> own.stack(with, without));
    }

    private Uni<JsonObject> ttl(RoutingContext call) {
        NamedCache cache = cache(call);
        SwitchBody body = body(call, "ttl", "prefix");
        Duration ttl = body.required("ttl", body.time("ttl"));
        String prefix = body.text("prefix").orElse("");
        String what = "ttl " + cache.name() + " " + Numbers.text(ttl) + (prefix.isEmpty() ? "" : " --prefix " + prefix);
        return change(body, what, cache, own -> own.ttl(prefix, ttl));
    }

    private Uni<JsonObject> stale(RoutingContext call) {
        NamedCache cache = cache(call);
        SwitchBody body = body(call, "while-revalidate", "if-error");
        Optional<Duration> whileRevalidate = body.time("while-revalidate");
        Optional<Duration> ifError = body.time("if-error");
        if (whileRevalidate.isEmpty() && ifError.isEmpty()) {
            throw SwitchBody.invalid("while-revalidate and if-error are both missing: set one of them");
        }
        String what = "stale " + cache.name() + option(" --while-revalidate ", whileRevalidate)
                + option(" --if-error ", ifError);
        return change(body, what, cache, own -> own.stale(whileRevalidate, ifError));
    }

    private Uni<JsonObject> shed(RoutingContext call) {
        NamedCache cache = cache(call);
        SwitchBody body = body(call, "shed");
        boolean isOn = body.flag("shed");
        String what = "shed " + cache.name() + (isOn ? " on" : " off");
        return change(body, what, cache, own -> own.shed(isOn));
    }

    private Uni<JsonObject> change(SwitchBody body, String what, NamedCache cache, UnaryOperator<CacheSwitches> edit) {
        return proposer.get().change(body.author(), what, cache, edit).map(SwitchViews::of);
    }

    /** Loads keys. This is no switch: it is not recorded, and only this node loads. */
    private Uni<JsonObject> warm(RoutingContext call) {
        NamedCache cache = cache(call);
        List<String> names = body(call, "keys").texts("keys");
        if (names.isEmpty() || names.size() > MOST_KEYS) {
            throw SwitchBody.invalid(
                    "keys has " + names.size() + " keys; it must have 1 to " + MOST_KEYS + ": send several requests");
        }
        CacheConfigs.checkStores(cache.config(), "loading its keys");
        List<Key> keys = names.stream().map(name -> key(cache, name)).toList();
        return Warming.load(cache, keys, environment.get().scheduler()).map(SwitchViews::of);
    }

    private Key key(NamedCache cache, String name) {
        try {
            return WarmKeys.key(settings, cache.name() + "/" + name);
        } catch (IllegalArgumentException broken) {
            throw new ProblemException(Problems.invalidKey(broken.getMessage()));
        }
    }

    private NamedCache cache(RoutingContext call) {
        return caches.get()
                .named(call.pathParam("cache"))
                .orElseThrow(() -> new ProblemException(Problems.unknownCache()));
    }

    private static SwitchBody body(RoutingContext call, String... members) {
        return SwitchBody.of(call.body().buffer(), Set.of(members));
    }

    private static String list(String option, List<String> names) {
        return names.isEmpty() ? "" : names.stream().collect(Collectors.joining(",", option, ""));
    }

    private static String option(String name, Optional<Duration> span) {
        return span.map(each -> name + Numbers.text(each)).orElse("");
    }
}
