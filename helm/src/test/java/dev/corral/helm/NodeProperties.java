package dev.corral.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;

/** The nodes' configuration, as a node reads it. */
final class NodeProperties {

    private NodeProperties() {}

    static Properties of(Rendering rendering) {
        ConfigMap map = rendering.get(ConfigMap.class, nodes(rendering));
        return parse(map.getData().get("application.properties"));
    }

    static Properties parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** The name of the nodes' Deployment and ConfigMap. */
    static String nodes(Rendering rendering) {
        return rendering.pods().stream()
                .filter(pod -> "node".equals(pod.labels().get("app.kubernetes.io/component")))
                .findFirst()
                .orElseThrow()
                .name();
    }

    static Duration span(Properties properties, String name) {
        String text = properties.getProperty(name);
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }
}
