package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * A mitigation of cache stampedes: a layer of the chain, or a policy of a layer. This table is the only place that
 * defines which setting enables a mitigation and what the mitigation changes.
 */
public enum Mitigation {
    /** Limits the loads of a key to one in each process. */
    SINGLE_FLIGHT(LayerName.SINGLE_FLIGHT),

    /** Limits the loads of a key to one in the fleet. */
    LOCK(LayerName.LOCK),

    /** Serves an expired entry while it is reloaded. */
    SWR("swr", "stale-while-revalidate", LayerName.LOOKUP) {
        @Override
        public boolean isIn(CacheConfig config) {
            return span(config).isPositive();
        }

        @Override
        public CacheConfig without(CacheConfig config) {
            return config.lifetimes(config.lifetimes().staleWhileRevalidate(Duration.ZERO));
        }

        @Override
        CacheConfig enabled(CacheConfig config) {
            return config.lifetimes(
                    config.lifetimes().staleWhileRevalidate(config.lifetimes().ttl()));
        }

        @Override
        Numbers numbers(CacheConfig config) {
            return Numbers.of(setting(), span(config));
        }

        @Override
        Freshness freshness(Freshness inner, CacheConfig config, DoubleSupplier random) {
            return Freshness.staleWhileRevalidate();
        }

        private Duration span(CacheConfig config) {
            return config.lifetimes().staleness().whileRevalidate();
        }
    },

    /** Spreads the TTLs of entries that were stored together. */
    JITTER("jitter", "jitter", LayerName.FILL) {
        @Override
        public boolean isIn(CacheConfig config) {
            return config.lifetimes().jitter() > 0;
        }

        @Override
        public CacheConfig without(CacheConfig config) {
            return config.lifetimes(config.lifetimes().jitter(0));
        }

        @Override
        CacheConfig enabled(CacheConfig config) {
            return config.lifetimes(config.lifetimes().jitter(Defaults.JITTER));
        }

        @Override
        Numbers numbers(CacheConfig config) {
            return Numbers.NONE.and(setting(), config.lifetimes().jitter());
        }

        @Override
        Expiry expiry(Expiry inner, CacheConfig config, DoubleSupplier random) {
            return Expiry.jittered(inner, config.lifetimes().jitter(), random);
        }
    },

    /** Stores the absence of a row. */
    NEGATIVE("negative", "negative-ttl", LayerName.FILL) {
        @Override
        public boolean isIn(CacheConfig config) {
            return config.lifetimes().negativeTtl().isPresent();
        }

        @Override
        public CacheConfig without(CacheConfig config) {
            return config.lifetimes(config.lifetimes().negativeTtl(Optional.empty()));
        }

        @Override
        CacheConfig enabled(CacheConfig config) {
            return config.lifetimes(config.lifetimes().negativeTtl(Optional.of(Defaults.NEGATIVE_TTL)));
        }

        @Override
        Numbers numbers(CacheConfig config) {
            return Numbers.of(setting(), config.lifetimes().negativeTtl().orElseThrow());
        }

        @Override
        Absence absence(Absence inner, CacheConfig config, DoubleSupplier random) {
            Lifetimes lifetimes = config.lifetimes();
            return Absence.storedFor(lifetimes.negativeTtl().orElseThrow(), lifetimes.jitter(), random);
        }
    },

    /** Stores entries in the process too. */
    NEAR(LayerName.NEAR),

    /** Reloads an entry before its TTL, at a random moment. */
    XFETCH("xfetch", "beta", LayerName.LOOKUP) {
        @Override
        public boolean isIn(CacheConfig config) {
            return config.lifetimes().beta().isPresent();
        }

        @Override
        public CacheConfig without(CacheConfig config) {
            return config.lifetimes(config.lifetimes().beta(Optional.empty()));
        }

        @Override
        CacheConfig enabled(CacheConfig config) {
            return config.lifetimes(config.lifetimes().beta(Optional.of(Defaults.BETA)));
        }

        @Override
        Numbers numbers(CacheConfig config) {
            return Numbers.NONE.and(setting(), config.lifetimes().beta().orElseThrow());
        }

        @Override
        Freshness freshness(Freshness inner, CacheConfig config, DoubleSupplier random) {
            return Freshness.xfetch(config.lifetimes().beta().orElseThrow(), random, inner);
        }
    },

    /** Sends no query to an origin that keeps failing. */
    BREAKER(LayerName.BREAKER),

    /** Bounds the queries in progress. */
    GATE(LayerName.GATE),

    /** Serves an expired entry if its reload fails. */
    STALE_IF_ERROR("stale-if-error", "stale-if-error", LayerName.LOOKUP) {
        @Override
        public boolean isIn(CacheConfig config) {
            return config.lifetimes().staleness().ifError().isPositive();
        }

        @Override
        public CacheConfig without(CacheConfig config) {
            return config.lifetimes(config.lifetimes().staleIfError(Duration.ZERO));
        }

        @Override
        CacheConfig enabled(CacheConfig config) {
            return config.lifetimes(config.lifetimes().staleIfError(Defaults.STALE_IF_ERROR));
        }

        @Override
        Numbers numbers(CacheConfig config) {
            return Numbers.of(setting(), config.lifetimes().staleness().ifError());
        }
    };

    /** The numbers of a policy that is added without a number. */
    private static final class Defaults {
        static final double JITTER = 0.2;
        static final double BETA = 1;
        static final Duration NEGATIVE_TTL = Duration.ofSeconds(5);
        static final Duration STALE_IF_ERROR = Duration.ofSeconds(60);
    }

    private final String name;
    private final String setting;
    private final String layer;

    /** A mitigation that is a layer: the setting {@code layers} lists its name. */
    Mitigation(String layer) {
        this(layer, "layers", layer);
    }

    /** A mitigation that is a policy of the layer. */
    Mitigation(String name, String setting, String layer) {
        this.name = name;
        this.setting = setting;
        this.layer = layer;
    }

    /** The setting of a cache that enables the mitigation. */
    public String setting() {
        return setting;
    }

    /** The layer that the mitigation is, or whose policy it is. */
    public String layer() {
        return layer;
    }

    /** Whether the mitigation is a policy of the layer, and not the layer itself. */
    boolean isPolicyOf(String otherLayer) {
        return layer.equals(otherLayer) && !layer.equals(name);
    }

    /** Whether the mitigation is enabled in the settings. */
    public boolean isIn(CacheConfig config) {
        return config.has(layer);
    }

    /**
     * Returns the settings with the mitigation. A layer is added at its place in {@code known}; a policy is added with
     * a default number. Settings that have the mitigation are returned as they are.
     *
     * @param known the layers that the cache can have
     * @throws IllegalArgumentException if the mitigation is a policy of a layer that the cache does not have
     */
    public CacheConfig with(CacheConfig config, Layers known) {
        if (isIn(config)) {
            return config;
        }
        if (isPolicyOf(layer) && !config.has(layer)) {
            throw new IllegalArgumentException("'" + name + "' is a policy of '" + layer + "', a layer that cache "
                    + config.cache() + " does not have: leave it out");
        }
        return inOrder(enabled(config), known.names());
    }

    private static CacheConfig inOrder(CacheConfig config, List<String> order) {
        return config.layers(config.layers().stream()
                .sorted(Comparator.comparingInt(order::indexOf))
                .toList());
    }

    /** Returns the settings with the mitigation; a layer is the last one of the list. */
    CacheConfig enabled(CacheConfig config) {
        return config.layers(
                Stream.concat(config.layers().stream(), Stream.of(layer)).toList());
    }

    /** Returns the settings without the mitigation. */
    public CacheConfig without(CacheConfig config) {
        return config.layers(
                config.layers().stream().filter(each -> !each.equals(layer)).toList());
    }

    /** The numbers that the layer's description shows for an enabled mitigation. */
    Numbers numbers(CacheConfig config) {
        return Numbers.NONE;
    }

    /** Returns the policy of a cache in which the mitigation is enabled. */
    Freshness freshness(Freshness inner, CacheConfig config, DoubleSupplier random) {
        return inner;
    }

    /** Returns the policy of a cache in which the mitigation is enabled. */
    Expiry expiry(Expiry inner, CacheConfig config, DoubleSupplier random) {
        return inner;
    }

    /** Returns the policy of a cache in which the mitigation is enabled. */
    Absence absence(Absence inner, CacheConfig config, DoubleSupplier random) {
        return inner;
    }

    /** Returns the mitigations that are enabled in a cache. */
    public static List<Mitigation> in(CacheConfig config) {
        return Arrays.stream(values()).filter(each -> each.isIn(config)).toList();
    }

    /** Returns the mitigation with a name, as {@link #toString()} returns it; empty if there is none. */
    public static Optional<Mitigation> named(String name) {
        return Arrays.stream(values()).filter(each -> each.name.equals(name)).findFirst();
    }

    /** Returns the name that is used in {@code corral.without}, in the lab's {@code --without} and in the documents. */
    @Override
    public String toString() {
        return name;
    }
}
