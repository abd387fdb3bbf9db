package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways to the nodes from outside of the cluster lead to the port for clients, and to no other. */
class RoutesTest {

    @Test
    void default_hasNoRoute() {
        Rendering rendering = Chart.renderWith();
        assertThat(rendering.all(Ingress.class)).isEmpty();
        assertThat(rendering.all(HTTPRoute.class)).isEmpty();
    }

    @Test
    void ingress_leadsToThePortForClients() {
        Rendering rendering = Chart.renderWith(
                "ingress={enabled: true, className: public, annotations: {a: b}}",
                "ingress.hosts=[{host: cache.shop}, {host: '*.s', paths: [{path: /a, pathType: Exact}, {path: /b}]}]",
                "ingress.tls=[{secretName: shop, hosts: [cache.shop]}]");
        Ingress ingress = rendering.get(Ingress.class, "corral-node");
        assertThat(ingress.getMetadata().getAnnotations()).containsEntry("a", "b");
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("public");
        assertThat(ingress.getSpec().getTls().getFirst().getHosts()).containsExactly("cache.shop");
        assertThat(ingress.getSpec().getRules())
                .extracting(rule -> rule.getHost())
                .containsExactly("cache.shop", "*.s");
        assertThat(ingress.getSpec().getRules())
                .flatExtracting(rule -> rule.getHttp().getPaths())
                .extracting(path -> path.getPathType() + " " + path.getPath())
                .containsExactly("Prefix /", "Exact /a", "Prefix /b");
        assertThat(ingress.getSpec().getRules())
                .flatExtracting(rule -> rule.getHttp().getPaths())
                .allSatisfy(path -> assertThat(port(rendering, path.getBackend().getService()))
                        .isEqualTo(8081));
    }

    @Test
    void httpRoute_leadsToThePortForClients() {
        Rendering rendering = Chart.renderWith(
                "httpRoute={enabled: true, hostnames: [cache.shop], parentRefs: [{name: public, namespace: gates}]}");
        HTTPRoute route = rendering.get(HTTPRoute.class, "corral-node");
        assertThat(route.getSpec().getHostnames()).containsExactly("cache.shop");
        assertThat(route.getSpec().getParentRefs().getFirst().getName()).isEqualTo("public");
        assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getMatches().getFirst().getPath().getValue()).isEqualTo("/");
            assertThat(rule.getBackendRefs().getFirst().getName()).isEqualTo("corral-node");
            assertThat(rule.getBackendRefs().getFirst().getPort()).isEqualTo(8081);
        });
    }

    @Test
    void loadBalancer_isThatOfTheValues() {
        Service service = Chart.renderWith("node.service={type: LoadBalancer, loadBalancerClass: shop/internal,"
                        + " loadBalancerSourceRanges: [10.0.0.0/8], annotations: {a: b}}")
                .get(Service.class, "corral-node");
        assertThat(service.getSpec().getLoadBalancerClass()).isEqualTo("shop/internal");
        assertThat(service.getSpec().getLoadBalancerSourceRanges()).containsExactly("10.0.0.0/8");
        assertThat(service.getMetadata().getAnnotations()).containsEntry("a", "b");
    }

    private static int port(Rendering rendering, IngressServiceBackend backend) {
        List<ServicePort> ports =
                rendering.get(Service.class, backend.getName()).getSpec().getPorts();
        return ports.stream()
                .filter(port -> port.getName().equals(backend.getPort().getName()))
                .findFirst()
                .orElseThrow()
                .getPort();
    }
}
