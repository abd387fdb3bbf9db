package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that contradict each other stop the render with an error message that names the change. */
class RulesTest {

    /** Begins a setting that is the name of the release, and no value. */
    private static final String RELEASE = "release=";

    private static final String LESS = " must be less than ";
    private static final String LESS_ADVICE = ": lower the first or raise the second";

    /** In a template: what {@code fail} says, or the two names that the rule for times compares. */
    private static final Pattern FAIL = Pattern.compile("fail (?:\\(printf )?\"([^\"]+)\"");

    private static final Pattern TIMES =
            Pattern.compile("include \"corral.less\" \\(list (?:\\(printf )?\"([^\"]+)\"[^\"]*\"([^\"]+)\"");

    /** A Secret of the installer that lacks a key, and one whose key is empty. */
    private static final String HALF_SECRET = """
            {"kind":"Secret","apiVersion":"v1","metadata":{"name":"half-secret","namespace":"shop"},
            "data":{"password":"a25vd24=","token":""}}""";

    /** A Secret that the manifest of the installed release contains, as charts up to 0.2.0 wrote it. */
    private static final String RELEASED_SECRET = """
            {"kind":"Secret","apiVersion":"v1","metadata":{"name":"released-secret","namespace":"shop",
            "annotations":{"meta.helm.sh/release-name":"corral"}},
            "data":{"password":"a25vd24=","admin-password":"a25vd24="}}""";

    /** The same after the command of the sentence. */
    private static final String KEPT_SECRET = """
            {"kind":"Secret","apiVersion":"v1","metadata":{"name":"kept-secret","namespace":"shop",
            "annotations":{"meta.helm.sh/release-name":"corral","helm.sh/resource-policy":"keep"}},
            "data":{"password":"a25vd24=","admin-password":"a25vd24="}}""";

    /** The configuration of the nodes in a release of chart 0.2.0. */
    private static final String OLDER_CONFIGURATION = """
            {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"older-corral-node","namespace":"shop"},
            "data":{"application.properties":"quarkus.redis.hosts=redis://redis.shop\\ncorral.redis.prefix=corral\\n"}}""";

    static {
        Chart.CLUSTER.put(OLDER_CONFIGURATION);
        Chart.CLUSTER.put(HALF_SECRET);
        Chart.CLUSTER.put(RELEASED_SECRET);
        Chart.CLUSTER.put(KEPT_SECRET);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(
                        "redis.existingSecret: Secret half-secret has no key admin-password, or it is empty: add it",
                        List.of("redis.existingSecret=half-secret")),
                arguments(
                        "redis.tls.existingSecret: Secret half-secret has no key ca.crt, or it is empty: add it",
                        List.of("redis.tls.existingSecret=half-secret")),
                arguments(
                        "switches.existingSecret: Secret half-secret has no key token, or it is empty: add it",
                        List.of("switches.existingSecret=half-secret")),
                arguments(
                        "redis.existingSecret: Secret half-secret has no key root, or it is empty: add it",
                        List.of("redis.existingSecret=half-secret", "redis.existingSecretKeys.adminPassword=root")),
                arguments(
                        "redis.existingSecret: Secret released-secret belongs to this release, and Helm would delete it"
                                + " with the upgrade: first run kubectl --namespace shop annotate secret released-secret"
                                + " helm.sh/resource-policy=keep",
                        List.of("redis.existingSecret=released-secret")),
                arguments(
                        "three times node.store.timeout (1500 ms) must be less than node.lock.lease (1500 ms)"
                                + LESS_ADVICE,
                        List.of("node.lock.lease=1500ms")),
                arguments(
                        "the longest load (node.load.timeout, node.gate.queue) plus node.store.timeout (10500 ms) must be less"
                                + " than node.lock.renewalCap (10000 ms)" + LESS_ADVICE,
                        List.of("node.load.timeout=5s")),
                arguments(
                        "node.load.timeout plus node.store.timeout (10500 ms) must be less than node.lock.renewalCap (10000 ms)"
                                + LESS_ADVICE,
                        List.of("node.load.timeout=10s", "caches.full.layers=[deadline,timeout]")),
                arguments(
                        "node.lock.lease plus the longest load (node.load.timeout, node.gate.queue) plus twice"
                                + " node.store.timeout (12000 ms) must be less than node.lock.waitBudget (9500 ms)"
                                + LESS_ADVICE,
                        List.of("node.gate.queue=65")),
                arguments(
                        "node.lock.waitBudget (10000 ms) must be less than node.deadline (10000 ms)" + LESS_ADVICE,
                        List.of("node.lock.waitBudget=10s")),
                arguments(
                        "node.drain.limit (9s) must be at least node.deadline (10s), because a drain otherwise ends"
                                + " requests before their deadline: raise it",
                        List.of("node.drain.limit=9s")),
                arguments(
                        "node.drain.preStop plus notice plus limit plus two seconds (23000 ms) must be less than"
                                + " node.drain.gracePeriod (23000 ms)" + LESS_ADVICE,
                        List.of("node.drain.gracePeriod=23s")),
                arguments(
                        "monitoring.scrapeInterval (200ms) must be at most a twelfth of the shortest TTL (2000 ms),"
                                + " because a longer one shows no boundary: lower it to 166ms, or leave it empty",
                        List.of("monitoring.enabled=true", "monitoring.scrapeInterval=200ms")),
                arguments(
                        "monitoring.scrapeInterval (834ms) must be at most a twelfth of the shortest TTL (10000 ms),"
                                + " because a longer one shows no boundary: lower it to 833ms, or leave it empty",
                        List.of(
                                "caches={naive: null, single-flight: null, lock: null, swr: null, jitter: null,"
                                        + " negative: null, full: {ttl: 10s, ttlByPrefix: null}}",
                                "monitoring.prometheusRule.enabled=true",
                                "monitoring.scrapeInterval=834ms")),
                arguments(
                        "monitoring.scrapeInterval (121s) must be at most 2m, because Prometheus treats a series without"
                                + " a sample for five minutes as absent: lower it, or leave it empty",
                        List.of(
                                "caches={naive: null, single-flight: null, lock: null, swr: null, jitter: null,"
                                        + " negative: null, full: {ttl: 1h, ttlByPrefix: null}}",
                                "monitoring.serviceMonitor.enabled=true",
                                "monitoring.scrapeInterval=121s")),
                arguments(
                        "monitoring.grafana.enabled needs the chart's Prometheus: set monitoring.enabled=true, or give"
                                + " your own Grafana the boards with monitoring.dashboards.enabled=true",
                        List.of("monitoring.grafana.enabled=true")),
                arguments(
                        "monitoring.serviceMonitor and monitoring.podMonitor scrape the same Pods, and every rate would"
                                + " count twice: enable one of them",
                        List.of("monitoring.serviceMonitor.enabled=true", "monitoring.podMonitor.enabled=true")),
                arguments(
                        "caches.lock.layers: the layers are in the wrong order: write [deadline, lookup, fill,"
                                + " timeout]",
                        List.of("caches.lock.layers=[deadline,fill,lookup,timeout]")),
                arguments(
                        "caches.lock.layers: 'timeout' is missing, and without it requests could wait without a limit:"
                                + " add it",
                        List.of("caches.lock.layers=[deadline,lookup,fill]")),
                arguments(
                        "caches.lock.layers: 'lookup' and 'fill' must be used together: add the missing one",
                        List.of("caches.lock.layers=[deadline,lookup,timeout]")),
                arguments(
                        "caches.lock.layers: 'lock' needs 'lookup' and 'fill': add them, or remove it",
                        List.of("caches.lock.layers=[deadline,lock,timeout]")),
                arguments(
                        "caches.swr.maxValueBytes (8388609) must be at most node.load.maxBytes (8388608): lower the"
                                + " first or raise the second",
                        List.of("caches.swr.maxValueBytes=8388609")),
                arguments(
                        "warm.keys: 'shop/1' names the cache 'shop', which is not defined in caches: use one of full,"
                                + " jitter, lock, naive, negative, none, single-flight, swr",
                        List.of("warm.keys=[shop/1]")),
                arguments(
                        "the configuration of the nodes is longer than 200000 bytes, and it is an annotation of their Pods,"
                                + " which Kubernetes limits: shorten warm.keys",
                        List.of(longWarmList(400))),
                arguments(
                        "demonstration=false removes the caches of the ladder, and no other cache is defined: define"
                                + " one in caches, or change the settings of caches.full",
                        List.of("demonstration=false", "origin.external.url=http://rows.shop/{key}")),
                arguments(
                        "demonstration=false needs your own origin: set origin.external.url",
                        List.of("demonstration=false", "caches.full.ttl=1m")),
                arguments(
                        "the name 'my.shop-corral' has a dot, which the name of a Service cannot have: choose another"
                                + " release name or set fullnameOverride",
                        List.of(RELEASE + "my.shop")),
                arguments(
                        "node.resources.requests.memory (513Mi) must be at most node.resources.limits.memory (512Mi)"
                                + LESS_ADVICE,
                        List.of("node.resources.requests.memory=513Mi")),
                arguments(
                        "redis.resources.requests.cpu (100m) must be at most redis.resources.limits.cpu (0.099)"
                                + LESS_ADVICE,
                        List.of("redis.resources.limits.cpu=0.099")),
                arguments(
                        "node: the Java option -XX:+UseG1GC selects a second garbage collector, and no JVM starts with"
                                + " two: set JAVA_OPTS in node.extraEnv, which replaces the options of the image, or remove"
                                + " the option",
                        List.of("node.javaOptions=-Xlog:gc -XX:+UseG1GC")),
                arguments(
                        "origin: the Java option -XX:+UseZGC selects a second garbage collector, and no JVM starts with"
                                + " two: set JAVA_OPTS in origin.extraEnv, which replaces the options of the image, or"
                                + " remove the option",
                        List.of("origin.extraEnv=[{name: JAVA_TOOL_OPTIONS, value: '-XX:+UseZGC'}]")),
                arguments(
                        "redis.volumeClaim requests a volume of 1Gi, but the StatefulSet ruled-corral-redis has no volume,"
                                + " and Kubernetes does not change the volumes of a StatefulSet: run kubectl --namespace"
                                + " shop delete statefulset ruled-corral-redis --cascade=foreground, which deletes the rows"
                                + " in Redis, and upgrade again",
                        List.of(InstalledReleaseTest.installed("ruled-corral", ""), "redis.volumeClaim.enabled=true")),
                arguments(
                        "the name '1st-corral' must begin with a letter, because it is part of the names of Services:"
                                + " choose another release name or set fullnameOverride",
                        List.of("fullnameOverride=1st-corral")),
                arguments(
                        "commonLabels: the chart sets the label 'app.kubernetes.io/instance' itself, because its"
                                + " selectors and NetworkPolicies depend on it: choose another name",
                        List.of("commonLabels={app.kubernetes.io/instance: shop}")),
                arguments(
                        "redis.podLabels: the chart sets the label 'corral.dev/role' itself, because its selectors and"
                                + " NetworkPolicies depend on it: choose another name",
                        List.of("redis.podLabels={corral.dev/role: load-test}")),
                arguments(
                        "tests.podLabels: the chart sets the label 'app.kubernetes.io/component' itself, because its"
                                + " selectors and NetworkPolicies depend on it: choose another name",
                        List.of("tests.podLabels={app.kubernetes.io/component: node}")),
                arguments(
                        "node.extraVolumes: the name 'tmp' is in use, by the chart or by another item: choose another"
                                + " one",
                        List.of("node.extraVolumes=[{name: tmp, emptyDir: {}}]")),
                arguments(
                        "redis.extraVolumeMounts: the mountPath '/data' is in use, by the chart or by another item:"
                                + " choose another one",
                        List.of("redis.extraVolumeMounts=[{name: shop, mountPath: /data}]")),
                arguments(
                        "node.extraVolumeMounts: there is no volume 'shop': add it to node.extraVolumes",
                        List.of("node.extraVolumeMounts=[{name: shop, mountPath: /etc/shop}]")),
                arguments(
                        "node.extraContainers: the name 'exporter' is in use, by the chart or by another item: choose"
                                + " another one",
                        List.of("node.extraContainers=[{name: exporter, image: a}, {name: exporter, image: b}]")),
                arguments(
                        "node.service.nodePort needs node.service.type NodePort or LoadBalancer: set the type, or set"
                                + " nodePort to 0",
                        List.of("node.service.nodePort=30081")),
                arguments(
                        "node.service.loadBalancerClass needs node.service.type LoadBalancer: set the type, or remove"
                                + " the value",
                        List.of("node.service.loadBalancerClass=shop/internal")),
                arguments(
                        "node.service.loadBalancerSourceRanges needs node.service.type LoadBalancer: set the type, or"
                                + " remove the value",
                        List.of("node.service.type=NodePort", "node.service.loadBalancerSourceRanges=[10.0.0.0/8]")),
                arguments("ingress.enabled needs a host: name it in ingress.hosts", List.of("ingress.enabled=true")),
                arguments(
                        "httpRoute.enabled needs a Gateway: name it in httpRoute.parentRefs",
                        List.of("httpRoute.enabled=true")),
                arguments(
                        "node.podDisruptionBudget.minAvailable (3) is 3 of 3 nodes, so that no machine could be drained:"
                                + " lower it, or raise the number of nodes",
                        List.of("node.podDisruptionBudget.minAvailable=3")),
                arguments(
                        "node.podDisruptionBudget.minAvailable (51%) is 2 of 2 nodes, so that no machine could be"
                                + " drained: lower it, or raise the number of nodes",
                        List.of(
                                "autoscaling={enabled: true, minReplicas: 2}",
                                "node.podDisruptionBudget.minAvailable=51%")),
                arguments(
                        "autoscaling.maxReplicas (2) must be at least autoscaling.minReplicas (3): raise it",
                        List.of("autoscaling.enabled=true", "autoscaling.maxReplicas=2")),
                arguments(
                        "redis.existingSecretKeys names keys of redis.existingSecret, which is empty: name the Secret, or"
                                + " remove the keys",
                        List.of("redis.existingSecretKeys.adminPassword=root")),
                arguments(
                        "redis.tls.existingSecretKeys names keys of redis.tls.existingSecret, which is empty: name the"
                                + " Secret, or remove the keys",
                        List.of("redis.tls.existingSecretKeys.ca=authority")),
                arguments(
                        "switches.existingSecretKeys names keys of switches.existingSecret, which is empty: name the"
                                + " Secret, or remove the keys",
                        List.of("switches.existingSecretKeys.token=secret")),
                arguments(
                        "redis.resources.limits.memory (384Mi) is too small for redis.maxmemory (300Mi): raise it to"
                                + " 407Mi or more, or lower redis.maxmemory",
                        List.of("redis.maxmemory=300Mi")),
                arguments(
                        "redis.maxmemory (300) must be at least 1Mi, because Redis would refuse every write: write the unit,"
                                + " as in 256Mi",
                        List.of("redis.maxmemory=300")),
                arguments(
                        "redis.resources.limits.memory (384Mi) is too small for redis.maxmemory (1e99): raise it to"
                                + " 1192092895540Mi or more, or lower redis.maxmemory",
                        List.of("redis.maxmemory='1e99'")),
                arguments(
                        "redis.existingSecretKeys: password (password), adminPassword (password) and second-password must be"
                                + " three keys, because the nodes must not know the administrator's password: name other"
                                + " keys",
                        List.of("redis.existingSecret=shop-redis", "redis.existingSecretKeys.adminPassword=password")),
                arguments(
                        "redis.probes.liveness.timeoutSeconds (1) must be at least 2 with TLS, because a probe that ends"
                                + " earlier would restart a busy Redis, which is empty then: raise it",
                        List.of("redis.tls.existingSecret=shop-tls", "redis.probes.liveness.timeoutSeconds=null")),
                arguments(
                        "autoscaling.enabled needs node.resources.requests.cpu, because autoscaling.targetCpu is a share of"
                                + " it: set the request",
                        List.of("autoscaling.enabled=true", "node.resources.requests.cpu=null")),
                arguments(
                        "node.podAnnotations: the chart or Helm sets the annotation 'corral.dev/application.properties':"
                                + " choose another name",
                        List.of("node.podAnnotations={corral.dev/application.properties: a}")),
                arguments(
                        "commonAnnotations: the chart or Helm sets the annotation 'helm.sh/hook': choose another name",
                        List.of("commonAnnotations={helm.sh/hook: test}")),
                arguments(
                        "node.extraEnv: the name 'JAVA_OPTS_APPEND' is in use, by the chart or by another item: choose"
                                + " another one",
                        List.of("node.javaOptions=-Da=b", "node.extraEnv=[{name: JAVA_OPTS_APPEND, value: '-Dc=d'}]")),
                arguments(
                        "origin.extraEnv: the name 'CORRAL_ORIGIN_WORKERS' is in use, by the chart or by another item:"
                                + " choose another one",
                        List.of("origin.extraEnv=[{name: CORRAL_ORIGIN_WORKERS, value: '7'}]")),
                arguments(
                        "redis.external.user needs a password: name its Secret in redis.existingSecret",
                        List.of("redis.external.user=shop", "redis.external.url=redis://redis.shop")),
                arguments(
                        "redis.external.url can have a scheme, a host and a port only, and the nodes use database 0: remove"
                                + " the rest, and set redis.external.user and redis.existingSecret for a user and a"
                                + " password",
                        List.of("redis.external.url='rediss://shop:secret@redis.shop:6379/2'")),
                arguments(
                        "origin.external.url (http://rows.shop/rows/) must have {key} once, in place of the key of a row,"
                                + " and no other braces: correct it, as in http://rows.shop:8080/rows/{key}",
                        List.of("origin.external.url=http://rows.shop/rows/")),
                arguments(
                        "origin.external.url (http://rows.shop/{key}/{key}) must have {key} once",
                        List.of("origin.external.url='http://rows.shop/{key}/{key}'")),
                arguments(
                        "origin.external.url (http://rows.shop/{shop}/{key}) must have {key} once",
                        List.of("origin.external.url='http://rows.shop/{shop}/{key}'")),
                arguments(
                        "origin.external.url can have no user and no password: remove them",
                        List.of("origin.external.url='http://user:word@rows.shop/{key}'")),
                arguments(
                        "redis.external.url can have a scheme, a host and a port only",
                        List.of("redis.external.url='redis://redis.shop?password=word'")),
                arguments(
                        "redis.external.user is for an external Redis: set redis.external.url, or remove the user",
                        List.of("redis.external.user=shop", "redis.existingSecret=shop-redis")),
                arguments(
                        "redis.external.ports is for an external Redis: set redis.external.url, or remove the ports",
                        List.of("redis.external.ports=[6380]")),
                arguments(
                        "origin.external.ports is for an origin of your own: set origin.external.url, or remove the ports",
                        List.of("origin.external.ports=[8443]")),
                arguments(
                        "redis.external.prefix is for an external Redis: set redis.external.url, or remove the prefix",
                        List.of("redis.external.prefix=shop")),
                arguments(
                        "redis.external.prefix is empty, and the keys of this release began with corral: set it to corral"
                                + " to keep the rows and the access rule, or to shop_corral after you have changed the rule",
                        List.of("fullnameOverride=older-corral", "redis.external.url=redis://redis.shop")),
                arguments(
                        "demonstration has no value, as in the values of an older chart: upgrade with"
                                + " --reset-then-reuse-values in place of --reuse-values, or set it to true or false",
                        List.of("demonstration=null")),
                arguments(
                        "redis.prefix (rows) is replaced by redis.external.prefix: set redis.prefix=null and, with a Redis of"
                                + " your own, redis.external.prefix=rows, which keeps its rows and its access rule",
                        List.of("redis.prefix=rows")),
                arguments(
                        "origin.external.identity is for an origin of your own: set origin.external.url, or remove the"
                                + " identity",
                        List.of("origin.external.identity=rows")),
                arguments(
                        "redis.tls.existingSecret needs TLS, but redis.external.url (redis://redis.shop) does not use"
                                + " it: change its scheme to rediss://, or remove the Secret",
                        List.of("redis.tls.existingSecret=shop-ca", "redis.external.url=redis://redis.shop")),
                arguments(
                        "redis.volumeClaim.enabled is for the chart's own Redis: set it to false, or remove"
                                + " redis.external.url",
                        List.of("redis.volumeClaim.enabled=true", "redis.external.url=redis://redis.shop")));
    }

    /** Each key has at most 512 characters, so that the list has about as many bytes as 512 times the number of keys. */
    private static String longWarmList(int keys) {
        return IntStream.range(0, keys)
                .mapToObj(number -> "full/" + number + "k".repeat(505))
                .collect(Collectors.joining(",", "warm.keys=[", "]"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradiction_stopsTheRenderWithItsSentence(String sentence, List<String> settings) {
        String first = settings.getFirst();
        assertThatThrownBy(() -> {
                    if (first.startsWith(RELEASE)) {
                        Chart.render(
                                first.substring(RELEASE.length()), Overlay.of().write());
                    } else {
                        Chart.renderWith(settings.toArray(String[]::new));
                    }
                })
                .hasMessageContaining(": " + sentence);
    }

    @Test
    void olderKubernetes_isRefused() {
        Path values = Overlay.of().write();
        assertThatThrownBy(() -> Chart.text(Chart.SOURCE, "1.29.9", "corral", values))
                .hasMessageContaining("kubeVersion: >=1.30.0-0");
        assertThat(Chart.text(Chart.SOURCE, "1.30.0-eks-1", "corral", values)).isNotBlank();
    }

    /** Each is one step inside the border that the case above steps over. */
    @Test
    void borders_areRightWhereTheSentencesSay() {
        assertThat(Chart.renderWith("node.lock.lease=1501ms").objects()).isNotEmpty();
        assertThat(Chart.renderWith("node.gate.queue=64").objects()).isNotEmpty();
        assertThat(Chart.renderWith("node.podDisruptionBudget.minAvailable=2").objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("node.podDisruptionBudget.minAvailable=66%").objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("node.drain.limit=10s").objects()).isNotEmpty();
        assertThat(Chart.renderWith("node.drain.gracePeriod=24s").objects()).isNotEmpty();
        assertThat(Chart.renderWith("monitoring.enabled=true", "monitoring.scrapeInterval=166ms")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("monitoring.scrapeInterval=200ms").objects())
                .as("nothing is scraped")
                .isNotEmpty();
        assertThat(Chart.renderWith("node.resources={requests: {cpu: 0.5, memory: 512Mi}, limits: {cpu: 500m}}")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("node.javaOptions=-XX:+UseG1GC", "node.extraEnv=[{name: JAVA_OPTS, value: ''}]")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("node.javaOptions=-XX:-UseSerialGC -XX:+UseG1GC")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("redis.existingSecret=half-secret", "redis.external.url=redis://redis.shop")
                        .objects())
                .as("an external Redis needs no administrator")
                .isNotEmpty();
        assertThat(Chart.renderWith(longWarmList(350)).objects()).isNotEmpty();
        assertThat(Chart.renderWith(
                                "redis.volumeClaim.enabled=true",
                                "redis.extraVolumeMounts=[{name: data, mountPath: /copy}]")
                        .objects())
                .as("the claim of Redis is a volume")
                .isNotEmpty();
        assertThat(Chart.renderWith("redis.existingSecret=kept-secret").objects())
                .isNotEmpty();
        assertThat(Chart.renderWith(
                                "fullnameOverride=older-corral",
                                "redis.external={url: 'redis://redis.shop', prefix: corral}")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("fullnameOverride=older-corral").objects())
                .as("the chart's own Redis has the access rule of the new prefix")
                .isNotEmpty();
        assertThat(Chart.render(
                                "corral-2",
                                Overlay.of("redis.existingSecret=released-secret")
                                        .write())
                        .objects())
                .as("the Secret belongs to another release")
                .isNotEmpty();
        assertThat(Chart.renderWith("redis.maxmemory=1Mi").objects()).isNotEmpty();
        assertThat(Chart.renderWith(
                                "autoscaling.enabled=true", "node.resources={requests: {cpu: null}, limits: {cpu: 2}}")
                        .objects())
                .as("Kubernetes requests the limit")
                .isNotEmpty();
        assertThat(Chart.renderWith("node.extraEnv=[{name: JAVA_OPTS_APPEND, value: '-Dc=d'}]")
                        .objects())
                .isNotEmpty();
        assertThat(Chart.renderWith("redis.maxmemory=300Mi", "redis.resources.limits.memory=407Mi")
                        .objects())
                .isNotEmpty();
    }

    @Test
    void everyRuleOfTheTemplates_isTrippedByACase() {
        List<String> sentences =
                contradictions().map(rule -> rule.get()[0].toString()).toList();
        List<Pattern> rules = Chart.list(Chart.SOURCE.resolve("templates"), "").stream()
                .map(Chart::read)
                .flatMap(RulesTest::rules)
                .toList();
        assertThat(rules)
                .hasSizeGreaterThan(15)
                .allSatisfy(rule -> assertThat(sentences)
                        .as(rule.pattern())
                        .anyMatch(sentence -> rule.matcher(sentence).matches()));
    }

    private static Stream<Pattern> rules(String template) {
        Stream<String> said = FAIL.matcher(template).results().map(fail -> fail.group(1));
        Stream<String> compared = TIMES.matcher(template).results().map(RulesTest::comparison);
        return Stream.concat(said, compared).map(RulesTest::pattern);
    }

    private static String comparison(MatchResult less) {
        return less.group(1) + " (%d ms)" + LESS + less.group(2) + " (%d ms)" + LESS_ADVICE;
    }

    private static Pattern pattern(String format) {
        return Pattern.compile(Stream.of(format.split("%[sd]", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".+" + b)
                .orElseThrow());
    }
}
