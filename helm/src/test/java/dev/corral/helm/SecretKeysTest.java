package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A Secret of others may name its keys as it likes; the files that are read keep their names. */
class SecretKeysTest {

    private static final String[] RENAMED = {
        "redis.existingSecret=shop",
        "redis.existingSecretKeys={password: reader, adminPassword: root}",
        "redis.tls={existingSecret: shop-tls, existingSecretKeys: {ca: authority, certificate: chain, key: private}}",
        "switches={enabled: true, existingSecret: shop-token, existingSecretKeys: {token: secret}}"
    };

    @Test
    void renamedKeys_becomeTheFilesThatNodesRead() {
        PodShape node = Chart.renderWith(RENAMED).pod("corral-node");
        assertThat(files(node, "shop")).isEqualTo(Map.of("password", "reader"));
        assertThat(files(node, "shop-tls")).isEqualTo(Map.of("ca.crt", "authority"));
        assertThat(files(node, "shop-token")).isEqualTo(Map.of("token", "secret"));
    }

    @Test
    void renamedKeys_becomeTheFilesThatRedisReads() {
        PodShape redis = Chart.renderWith(RENAMED).pod("corral-redis");
        assertThat(files(redis, "shop"))
                .isEqualTo(
                        Map.of("password", "reader", "admin-password", "root", "second-password", "second-password"));
        assertThat(files(redis, "shop-tls"))
                .isEqualTo(Map.of("ca.crt", "authority", "tls.crt", "chain", "tls.key", "private"));
    }

    /** The Secret has a second password only during a rotation, and a missing key is a sentence of the start script. */
    @Test
    void keysForRedis_mayBeMissing() {
        PodShape redis = Chart.renderWith(RENAMED).pod("corral-redis");
        assertThat(redis.spec().getVolumes())
                .extracting(Volume::getSecret)
                .filteredOn(Objects::nonNull)
                .hasSize(2)
                .allSatisfy(secret -> assertThat(secret.getOptional()).isTrue());
        assertThat(redis.container().getEnv())
                .filteredOn(variable -> variable.getName().equals("KEYS"))
                .extracting(EnvVar::getValue)
                .containsExactly("admin-password=root ca.crt=authority password=reader tls.crt=chain tls.key=private");
        assertThat(Chart.renderWith().pod("corral-redis").container().getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain("KEYS");
    }

    @Test
    void renamedKeys_becomeTheFilesThatTestsRead() {
        PodShape test = Chart.renderWith(RENAMED).pod("corral-test-users");
        assertThat(files(test, "shop")).isEqualTo(Map.of("password", "reader"));
        assertThat(files(test, "shop-tls")).isEqualTo(Map.of("ca.crt", "authority"));
    }

    /** @return the keys of a mounted Secret, by their files */
    private static Map<String, String> files(PodShape pod, String secret) {
        return pod.spec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null
                        && volume.getSecret().getSecretName().equals(secret))
                .flatMap(volume -> volume.getSecret().getItems().stream())
                .collect(Collectors.toMap(KeyToPath::getPath, KeyToPath::getKey));
    }
}
