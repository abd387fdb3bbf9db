package dev.corral.node.testing;

import dev.corral.traces.testing.Collector;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A collector of the node under test, to which only the requests are traced that come with a trace. */
public final class CollectorResource implements QuarkusTestResourceLifecycleManager {

    private Collector collector;

    @Override
    public Map<String, String> start() {
        collector = new Collector();
        return Map.of(
                "corral.traces.endpoint", collector.url(), "corral.traces.share", "0", "corral.traces.delay", "50ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(collector, new TestInjector.MatchesType(Collector.class));
    }

    @Override
    public void stop() {
        collector.close();
    }
}
