package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.KeyToPath;
import java.util.Map;
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
        assertThat(files(redis, "shop")).isEqualTo(Map.of("password", "reader", "admin-password", "root"));
        assertThat(files(redis, "shop-tls"))
                .isEqualTo(Map.of("ca.crt", "authority", "tls.crt", "chain", "tls.key", "private"));
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
