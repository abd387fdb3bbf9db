package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ReadingTest {

    @TestHTTPResource("/")
    URI base;

    HeldOrigin origin;
    NodeClient node;

    @BeforeEach
    void begin() {
        origin.reset();
        node = new NodeClient(base);
    }

    @Test
    void miss_isLoadedStoredAndThenHit() {
        origin.row("a", "{\"n\":1}", 7);

        HttpResponse<String> first = node.get("/caches/lock/a");
        HttpResponse<String> second = node.get("/caches/lock/a");
        System.out.println(first + " " + first.headers().map() + first.body());
        System.out.println(second + " " + second.headers().map() + second.body());
        for (String p : new String[] {"/caches", "/caches/lock", "/caches/lock/a/entry", "/caches/lock/", "/nope", "/caches/x/y", "/caches/lock/a%2Fb", "/caches/lock/%00", "/caches/lock/a/b/c"}) {
            HttpResponse<String> r = node.get(p);
            System.out.println(r + " " + r.headers().map() + r.body());
        }
        HttpResponse<String> r = node.send("POST", "/caches/lock/a", "x").join();
        System.out.println(r + " " + r.headers().map() + r.body());
        for (String raw : new String[] {"/caches/lock/%zz", "/caches/lock/a%", "/caches/lock/%FF", "/caches/lock/..", "/caches/lock/%2E%2E","/caches/lock//", "/caches/lock/é", "/caches/lock/a?x=%zz"}) {
            try (var socket = new java.net.Socket(base.getHost(), base.getPort())) {
                socket.getOutputStream().write(("GET " + raw + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes());
                System.out.println(raw + " " + new String(socket.getInputStream().readAllBytes()));
            } catch (java.io.IOException e) { throw new RuntimeException(e); }
        }
        r = node.put("/caches/lock/a", "x");
        System.out.println(r + " " + r.headers().map() + r.body());
        assertThat(second.headers().firstValue("Cache-Status")).contains("node-1; hit; ttl=5");
    }
}
