package dev.corral.node.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class NetworkMemoryTest {

    @Test
    void bufferThatCannotBeAllocated_isNoMemory() {
        NetworkMemory none = new NetworkMemory(bytes -> {
            throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        });

        assertThat(none.available()).isFalse();
    }

    @Test
    void bufferThatIsAllocated_isFreedAgain() {
        var buffer = Unpooled.buffer(1);

        assertThat(new NetworkMemory(bytes -> buffer).available()).isTrue();
        assertThat(buffer.refCnt()).isZero();
    }
}
