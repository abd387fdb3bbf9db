package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * The address, the user and the TLS settings for Redis, from {@code quarkus.redis} and {@code corral.redis}. The store
 * opens its own connections with them, because the extension's client is a pool that assigns a connection to one
 * command at a time.
 */
@Singleton
public final class RedisAddress implements RedisOptionsCustomizer {

    private static final String USER = "corral.redis.user";

    private final Settings.Redis settings;
    private final Instance<Redis> client;
    private RedisOptions options;

    RedisAddress(Settings settings, Instance<Redis> client) {
        this.settings = settings.redis();
        this.client = client;
    }

    @Override
    public void customize(String clientName, RedisOptions configured) {
        configured.setEndpoints(
                configured.getEndpoints().stream().map(RedisHosts::encodedPlus).toList());
        settings.user()
                .ifPresent(user -> configured.setEndpoints(configured.getEndpoints().stream()
                        .map(endpoint -> as(user, endpoint))
                        .toList()));
        settings.passwordFile().ifPresent(file -> configured.setPassword(SecretFile.PASSWORD.read(file)));
        verifyHost(configured.getNetClientOptions());
        options = new RedisOptions(configured);
    }

    /**
     * Returns the options, which the extension reads when its client is first obtained; that client connects only when
     * it is used.
     */
    public RedisOptions options() {
        client.get();
        return options;
    }

    /** Adds the user to the address, the only place from which the client reads a user name. */
    static String as(String user, String endpoint) {
        checkUser(user);
        holds(
                !endpoint.contains("@"),
                "quarkus.redis.hosts contains a user or a password: remove it there, or remove %s",
                USER);
        return endpoint + (endpoint.contains("?") ? "&" : "?") + "user=" + user;
    }

    static void checkUser(String user) {
        holds(
                user.matches("[A-Za-z0-9._-]+"),
                "%s: '%s' must have only letters, digits, dots, dashes and underscores; rename the user",
                USER,
                user);
    }

    /**
     * Enables host name verification unless it is configured; without a setting the client would refuse to connect over
     * TLS.
     */
    private static void verifyHost(NetClientOptions net) {
        if (net.getHostnameVerificationAlgorithm() == null) {
            net.setHostnameVerificationAlgorithm("HTTPS");
        }
    }
}
