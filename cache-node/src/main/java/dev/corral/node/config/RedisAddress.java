package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address, the user and the TLS settings for Redis, from {@code quarkus.redis} and {@code corral.redis}. The store
 * opens its own connections with them, because the extension's client is a pool that assigns a connection to one
 * command at a time. The files of the password and of the certificates are read for each connection, because they can
 * be replaced.
 */
@Singleton
public final class RedisAddress implements RedisOptionsCustomizer {

    private static final String USER = "corral.redis.user";

    private final Settings.Redis settings;
    private final Instance<Redis> client;
    private final Instance<TlsConfigurationRegistry> certificates;
    private final Optional<String> tlsName;
    private RedisOptions options;

    RedisAddress(
            Settings settings,
            Instance<Redis> client,
            Instance<TlsConfigurationRegistry> certificates,
            @ConfigProperty(name = "quarkus.redis.tls-configuration-name") Optional<String> tlsName) {
        this.settings = settings.redis();
        this.client = client;
        this.certificates = certificates;
        this.tlsName = tlsName;
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
     * Returns the options of a new connection, with the password and the certificates that are in their files now. All
     * else the extension has configured when its client was first obtained; that client never connects.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with a sentence, if the password cannot be read
     */
    public RedisOptions options() {
        client.get();
        NetClientOptions net = new NetClientOptions(options.getNetClientOptions());
        tlsName.flatMap(name -> certificates.get().get(name)).ifPresent(tls -> renew(tls, net));
        RedisOptions current = new RedisOptions(options).setNetClientOptions(net);
        settings.passwordFile().ifPresent(file -> current.setPassword(SecretFile.PASSWORD.read(file)));
        return current;
    }

    /** Reads the certificates again. If their files cannot be read, the last ones that could be read stay in use. */
    private synchronized void renew(TlsConfiguration tls, NetClientOptions net) {
        tls.reload();
        Optional.ofNullable(tls.getTrustStoreOptions()).ifPresent(net::setTrustOptions);
        Optional.ofNullable(tls.getKeyStoreOptions()).ifPresent(net::setKeyCertOptions);
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
