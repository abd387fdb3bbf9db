package dev.corral.node.wiring;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Checks the configuration before anything is built from it, then builds the caches and says what they are. */
@Singleton
final class Start {

    private static final Logger LOG = Logger.getLogger(Start.class);

    void begin(@Observes StartupEvent event, Settings settings, Instance<Caches> caches) {
        Rules.check(settings);
        if (settings.exitWithStdin()) {
            StdinWatch.begin(System.in, () -> StdinWatch.exit(settings.drain()));
        }
        caches.get().all().forEach(cache -> LOG.infof("cache %s", cache.description()));
    }
}
