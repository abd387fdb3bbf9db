package dev.corral.guard.redis.testing;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Redis in a container, if a container engine runs: {@code -Dcorral.test.redis.image=} names the image.
 *
 * <p>It is missing if there is no engine, or if the public image cannot be fetched; an image that is named explicitly
 * must start.
 */
public final class ContainerRedis implements RealRedis {

    private static final String IMAGE = "corral.test.redis.image";
    private static final String PUBLIC_IMAGE = "redis:7";
    private static final int PORT = 6379;

    private final String image = System.getProperty(IMAGE, PUBLIC_IMAGE);
    private GenericContainer<?> container;
    private Optional<String> missing;

    @Override
    public Optional<String> missing() {
        if (missing == null) {
            missing = whyMissing();
            missing.ifPresent(reason -> System.err.println("Redis in a container is not tried: " + reason));
        }
        return missing;
    }

    private Optional<String> whyMissing() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no container engine runs here");
        }
        try {
            start();
            return Optional.empty();
        } catch (ContainerLaunchException | ContainerFetchException notHere) {
            if (System.getProperty(IMAGE) != null) {
                throw notHere;
            }
            return Optional.of(
                    "the image " + image + " is neither here nor can it be fetched; name another by -D" + IMAGE);
        }
    }

    /** Starts the container, unless the check whether it is missing has already started it. */
    @Override
    public void start() {
        if (container == null) {
            GenericContainer<?> made = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
            made.start();
            container = made;
        }
    }

    @Override
    public void stop() {
        container.stop();
        container = null;
    }

    @Override
    public String uri() {
        return "redis://" + container.getHost() + ":" + container.getMappedPort(PORT);
    }
}
