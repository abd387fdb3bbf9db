package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The nodes may connect to the ports of Pods, also where these differ from the ports in URLs. */
class EgressTest {

    private static final String ORIGIN = "origin.external.url='https://rows.shop/{key}'";
    private static final String REDIS = "redis.external.url=redis://redis.shop";
    private static final String POLICY = "corral-node";

    @Test
    void portsOfUrls_areAllowedByDefault() {
        assertThat(ports(Chart.renderWith(ORIGIN, REDIS).get(NetworkPolicy.class, POLICY)))
                .containsExactly("UDP 53", "TCP 53", "TCP 6379", "TCP 443");
    }

    @Test
    void portsOfPods_replaceThoseOfTheUrls() {
        Rendering rendering = Chart.renderWith(
                ORIGIN,
                REDIS,
                "origin.external.ports=[8443, 8444]",
                "redis.external.ports=[6380]",
                "redis.external.peers=[{ipBlock: {cidr: 10.0.0.0/8}}]",
                "traces.endpoint=http://collector",
                "traces.ports=[4318]");
        NetworkPolicy node = rendering.get(NetworkPolicy.class, POLICY);
        assertThat(ports(node)).containsExactly("UDP 53", "TCP 53", "TCP 6380", "TCP 8443", "TCP 8444", "TCP 4318");
        assertThat(rule(node, 6380).getTo().getFirst().getIpBlock().getCidr()).isEqualTo("10.0.0.0/8");
        assertThat(rule(node, 8443).getTo()).isEmpty();
    }

    @Test
    void dns_isThatOfTheClusterInEveryPolicy() {
        Rendering rendering = Chart.renderWith(
                "networkPolicy.egress.dns.ports=[5353]",
                "networkPolicy.egress.dns.peers=[{namespaceSelector: {matchLabels: {dns: here}}}]",
                "traces.endpoint=http://collector:4318",
                "monitoring.enabled=true",
                "monitoring.grafana.enabled=true");
        assertThat(rendering.all(NetworkPolicy.class))
                .filteredOn(policy -> policy.getSpec().getEgress().stream()
                        .anyMatch(rule -> !rule.getPorts().isEmpty()))
                .hasSizeGreaterThan(4)
                .allSatisfy(policy -> {
                    assertThat(ports(policy)).contains("UDP 5353", "TCP 5353").doesNotContain("UDP 53", "TCP 53");
                    assertThat(rule(policy, 5353)
                                    .getTo()
                                    .getFirst()
                                    .getNamespaceSelector()
                                    .getMatchLabels())
                            .containsEntry("dns", "here");
                });
    }

    @Test
    void extraRules_areThoseOfTheNodes() {
        Rendering rendering = Chart.renderWith("networkPolicy.egress.extraRules="
                + "[{to: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 3128, endPort: 3130}]}]");
        NetworkPolicyEgressRule proxy = rule(rendering.get(NetworkPolicy.class, POLICY), 3128);
        assertThat(proxy.getTo()).hasSize(1);
        assertThat(proxy.getPorts().getFirst().getEndPort()).isEqualTo(3130);
        assertThat(rendering.all(NetworkPolicy.class).stream()
                        .filter(policy -> ports(policy).contains("TCP 3128")))
                .hasSize(1);
    }

    @Test
    void notes_nameTheRuleOfEachDestination() {
        assertThat(Notes.of(ORIGIN, REDIS, "origin.external.ports=[8443, 8444]"))
                .contains(
                        "NetworkPolicy corral-node ",
                        "DNS: port 53 of any address (networkPolicy.egress.dns)",
                        "Redis: port 6379 of any address (redis.external.ports, redis.external.peers)",
                        "origin: ports 8443, 8444 of any address (origin.external.ports, origin.external.peers)");
        assertThat(Notes.of(ORIGIN, "origin.external.peers=[{podSelector: {}}]"))
                .contains("origin: port 443 of the given peers");
        assertThat(Notes.of()).contains("DNS: port 53").doesNotContain("origin.external.ports", "redis.external.ports");
        assertThat(Notes.of("networkPolicy.enabled=false")).doesNotContain("NetworkPolicy corral-node");
    }

    private static List<String> ports(NetworkPolicy policy) {
        return policy.getSpec().getEgress().stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(EgressTest::words)
                .toList();
    }

    private static String words(NetworkPolicyPort port) {
        String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
        return String.format(Locale.ROOT, "%s %d", protocol, port.getPort().getIntVal());
    }

    private static NetworkPolicyEgressRule rule(NetworkPolicy policy, int port) {
        return policy.getSpec().getEgress().stream()
                .filter(rule ->
                        rule.getPorts().stream().anyMatch(each -> each.getPort().getIntVal() == port))
                .findFirst()
                .orElseThrow();
    }
}
