package dev.corral.helm;

import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Who reaches whom by a release's policies, as a cluster that enforces them decides it for Pods of one namespace. */
record Reach(Rendering rendering) {

    /** What a policy opens, one way: to or from these peers, on these ports. */
    private record Rule(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {

        boolean opens(Map<String, String> other, ContainerPort port) {
            boolean peer = peers.isEmpty() || peers.stream().anyMatch(each -> matches(each, other));
            return peer && (ports.isEmpty() || ports.stream().anyMatch(each -> matches(each, port)));
        }

        private static boolean matches(NetworkPolicyPeer peer, Map<String, String> labels) {
            return peer.getNamespaceSelector() == null
                    && peer.getPodSelector() != null
                    && Reach.matches(peer.getPodSelector(), labels);
        }

        private static boolean matches(NetworkPolicyPort open, ContainerPort port) {
            boolean tcp = open.getProtocol() == null || open.getProtocol().equals("TCP");
            return tcp && port.getContainerPort().equals(open.getPort().getIntVal());
        }
    }

    /** @param from the labels of a Pod, of the release or another */
    boolean reaches(Map<String, String> from, PodShape to, ContainerPort port) {
        return open("Egress", from, to.labels(), port, Reach::egress)
                && open("Ingress", to.labels(), from, port, Reach::ingress);
    }

    private boolean open(
            String way,
            Map<String, String> pod,
            Map<String, String> other,
            ContainerPort port,
            Function<NetworkPolicy, List<Rule>> rules) {
        List<NetworkPolicy> policies = rendering.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(way))
                .filter(policy -> matches(policy.getSpec().getPodSelector(), pod))
                .toList();
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> rules.apply(policy).stream())
                        .anyMatch(rule -> rule.opens(other, port));
    }

    private static List<Rule> egress(NetworkPolicy policy) {
        return policy.getSpec().getEgress().stream()
                .map(rule -> new Rule(rule.getTo(), rule.getPorts()))
                .toList();
    }

    private static List<Rule> ingress(NetworkPolicy policy) {
        return policy.getSpec().getIngress().stream()
                .map(rule -> new Rule(rule.getFrom(), rule.getPorts()))
                .toList();
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
                && selector.getMatchExpressions().isEmpty();
    }
}
