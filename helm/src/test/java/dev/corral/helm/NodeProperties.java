package dev.corral.helm;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;

/** The nodes' configuration, as a node reads it. */
final class NodeProperties {

    /** The annotation of the nodes' Pods that contains it. */
    static final String ANNOTATION = "corral.dev/application.properties";

    private NodeProperties() {}

    static Properties of(Rendering rendering) {
        return parse(rendering.pod(nodes(rendering)).annotations().get(ANNOTATION));
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

    /** The name of the nodes' Deployment. */
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
