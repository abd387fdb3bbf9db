package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void freePorts_areDifferentAndBelowThoseOfClients() {
        List<Integer> ports = Ports.free(200);

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 15_000 && port < 32_768);
    }

    @Test
    void takenPort_isNotFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(taken.getLocalPort())).isFalse();
        }
    }
}
