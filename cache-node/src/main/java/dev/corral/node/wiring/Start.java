package dev.corral.node.wiring;

import dev.corral.node.cache.Caches;
import dev.corral.node.config.Settings;
import dev.corral.node.config.VariableNames;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Builds the caches at the start and logs them. */
@Singleton
final class Start {

    /** Before every other observer of the start. */
    private static final int FIRST = 1;

    private static final Logger LOG = Logger.getLogger(Start.class);

    void begin(@Observes @Priority(FIRST) StartupEvent event, Settings settings, Instance<Caches> caches) {
        VariableNames.unknown(System.getenv())
                .forEach(name -> LOG.warnf("Environment variable %s is ignored: the node has no such setting", name));
        if (settings.exitWithStdin()) {
            StdinWatch.begin(System.in, () -> StdinWatch.exit(settings.drain()));
        }
        caches.get().all().forEach(cache -> LOG.infof("cache %s", cache));
    }
}
