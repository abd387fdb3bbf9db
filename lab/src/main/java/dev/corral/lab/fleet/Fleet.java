package dev.corral.lab.fleet;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Redis, an origin and N cache nodes as separate processes on loopback, from their start to their end. */
public final class Fleet implements AutoCloseable {

    /** The number of attempts with new ports. */
    private static final int PORTS = 3;

    private final Processes processes;
    private final Layout layout;
    private final Jvm jvm;
    private final Jvm jvmOfNodes;
    private Service origin;
    private Map<String, String> nodeSettings;

    private Fleet(Processes processes, Layout layout, Jvm jvm, boolean trained) {
        this.processes = processes;
        this.layout = layout;
        this.jvm = jvm;
        this.jvmOfNodes = trained ? BuiltAotCache.in(jvm, layout) : jvm;
    }

    /**
     * Starts a fleet that ends after some minutes.
     *
     * @param redisUrl the URL of an existing Redis; null starts one
     * @param without the mitigations that are left out of every stack
     */
    public static Fleet start(Scenario scenario, Layout layout, String redisUrl, List<String> without) {
        return brief(scenario, layout, redisUrl, NodeSettings.of(scenario, without, List.of()));
    }

    /**
     * Starts a fleet that is measured when its code is hot. Its nodes have no AOT cache, as the applications with which
     * they are compared.
     */
    public static Fleet lasting(Scenario scenario, Layout layout, String redisUrl, List<String> without) {
        return start(
                scenario,
                layout,
                redisUrl,
                NodeSettings.of(scenario, without, List.of()),
                Jvm.ofService(Compilers.BOTH),
                false);
    }

    /** Starts a fleet that runs for long, whose nodes accept run-time switches from holders of {@link #tokenFile}. */
    public static Fleet switchable(Scenario scenario, Layout layout, String redisUrl, List<String> without) {
        Map<String, String> settings = new LinkedHashMap<>(NodeSettings.of(scenario, without, List.of()));
        settings.put(SwitchToken.SETTING, SwitchToken.file(layout.logs()).toString());
        return start(scenario, layout, redisUrl, settings, Jvm.ofService(Compilers.BOTH));
    }

    /** Starts a fleet with an additional cache for each mitigation that the last rung can leave out. */
    public static Fleet forTrials(Scenario scenario, Layout layout, String redisUrl, List<String> without) {
        return brief(scenario, layout, redisUrl, NodeSettings.of(scenario, without, LeftOut.mitigations()));
    }

    /** Starts a fleet with an additional cache for each mitigation: the rung that adds the mitigation, without it. */
    public static Fleet forControls(Scenario scenario, Layout layout, String redisUrl) {
        return brief(scenario, layout, redisUrl, NodeSettings.of(scenario, List.of(), List.of(Mitigation.values())));
    }

    /** Starts a fleet with its own Redis and with time limits under which a node can be stopped under load. */
    public static Fleet forFaults(Scenario scenario, Layout layout) {
        return brief(scenario, layout, null, NodeSettings.forFaults(scenario));
    }

    /**
     * Starts the same fleet for a run of half an hour. The heap of each service is resident from its start, so that a
     * growth of the resident memory is one of the memory outside the heap.
     */
    public static Fleet forSoak(Scenario scenario, Layout layout) {
        return start(
                scenario,
                layout,
                null,
                NodeSettings.forFaults(scenario),
                Jvm.ofService(Compilers.BOTH).with(List.of("-XX:+AlwaysPreTouch")));
    }

    /**
     * Starts a fleet with its own Redis in which every key of a cache has the same TTL, and whose nodes accept run-time
     * switches from holders of {@link #tokenFile}.
     */
    public static Fleet forDrill(Scenario scenario, Layout layout) {
        Map<String, String> settings = new LinkedHashMap<>(NodeSettings.forDrill(scenario));
        settings.put(SwitchToken.SETTING, SwitchToken.file(layout.logs()).toString());
        return brief(scenario, layout, null, settings);
    }

    private static Fleet brief(Scenario scenario, Layout layout, String redisUrl, Map<String, String> nodeSettings) {
        return start(scenario, layout, redisUrl, nodeSettings, Jvm.ofService(Compilers.FIRST));
    }

    private static Fleet start(
            Scenario scenario, Layout layout, String redisUrl, Map<String, String> nodeSettings, Jvm jvm) {
        return start(scenario, layout, redisUrl, nodeSettings, jvm, true);
    }

    /** @param trained whether the nodes start from the AOT cache of the build, if there is one */
    private static Fleet start(
            Scenario scenario,
            Layout layout,
            String redisUrl,
            Map<String, String> nodeSettings,
            Jvm jvm,
            boolean trained) {
        Layout next = layout;
        for (int each = 1; ; each++) {
            Fleet fleet = new Fleet(Processes.yielding(redisUrl, layout.logs()), next, jvm, trained);
            try {
                fleet.startServices(scenario, nodeSettings);
                return fleet;
            } catch (RuntimeException failure) {
                boolean moves = each < PORTS && !layout.isFixed() && fleet.processes.portTaken();
                fleet.close();
                if (!moves) {
                    throw failure;
                }
                next = layout.elsewhere();
            }
        }
    }

    private void startServices(Scenario scenario, Map<String, String> nodeSettings) {
        origin = processes.startOrigin(new Service.Spec(
                "origin",
                layout.jar("slow-origin"),
                layout.origin(),
                layout.originManagement(),
                jvm,
                originSettings(scenario)));
        Map<String, String> settings = new LinkedHashMap<>(nodeSettings);
        settings.put("corral.origin.url", "http://127.0.0.1:" + layout.origin() + "/rows/{key}");
        settings.put("corral.origin.identity", redis().identity());
        settings.put("corral.redis.prefix", redis().claimPrefix());
        this.nodeSettings = settings;
        if (settings.containsKey(SwitchToken.SETTING)) {
            SwitchToken.write(layout.logs());
        }
        processes.startNodes(layout, settings, jvmOfNodes);
        processes.awaitReady();
    }

    private static Map<String, String> originSettings(Scenario scenario) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("corral.origin.control", "true");
        settings.put("corral.origin.workers", String.valueOf(scenario.origin().workers()));
        settings.put("corral.origin.queue", String.valueOf(scenario.origin().queue()));
        settings.put("corral.origin.median", scenario.origin().median().toString());
        settings.put("corral.origin.spread", String.valueOf(scenario.origin().spread()));
        settings.put(
                "corral.origin.value-size", String.valueOf(scenario.origin().valueBytes()));
        settings.put("corral.origin.seed", String.valueOf(scenario.seed()));
        return settings;
    }

    public Layout layout() {
        return layout;
    }

    /** @param index the number of the node, from 0 */
    public NodeProcess node(int index) {
        return processes.node(index);
    }

    public RedisServer redis() {
        return processes.redis();
    }

    public Origin origin() {
        return new Origin(processes.client(), origin.management("/"), layout.origin());
    }

    /** The process id of a node, counted from 0. */
    public long pid(int node) {
        return processes.pid(Layout.nodeName(node));
    }

    /** Starts an additional service of this kind on the fleet's Redis; the caller must close it. */
    Service begin(String module, Map<String, String> settings) {
        return begin("newcomer", module, settings);
    }

    /** Starts an additional service under this name, which is a part of its log's name; the caller must close it. */
    Service begin(String name, String module, Map<String, String> settings) {
        return begin(name, module, settings, jvm);
    }

    Service begin(String name, String module, Map<String, String> settings, Jvm itsJvm) {
        List<Integer> ports = Ports.free(2);
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("quarkus.redis.hosts", redis().url());
        own.put("corral.node.name", name);
        return processes.begin(new Service.Spec(
                name + "-" + module, layout.jar(module), ports.getFirst(), ports.getLast(), itsJvm, own));
    }

    /** The JVM of the fleet's services. That of its nodes may have an AOT cache as well. */
    Jvm jvm() {
        return jvm;
    }

    /** The same JVM with the AOT cache of the build, if there is one. */
    Jvm trainedJvm() {
        return BuiltAotCache.in(jvm, layout);
    }

    /** Whether there is an AOT cache of the build for the JVM of the lab. */
    public boolean hasAotCache() {
        return !trainedJvm().equals(jvm);
    }

    /** The settings with which the nodes were started. */
    Map<String, String> nodeSettings() {
        return nodeSettings;
    }

    /** The file with the token of run-time switches; it is deleted when the fleet ends. */
    public Path tokenFile() {
        return SwitchToken.file(layout.logs());
    }

    public RedisWatch redisWatch() {
        return new RedisWatch(processes.redis(), System::nanoTime);
    }

    /**
     * @throws LabException with the name of the service that has ended without a request of the lab, and its exit
     *     status
     */
    public void requireServices() {
        processes.requireServices();
    }

    /** Checks that no service and not the lab's own Redis has ended without a request of the lab. */
    public void requireAlive() {
        processes.requireAlive();
    }

    @Override
    public void close() {
        processes.close();
    }
}
