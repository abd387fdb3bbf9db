package dev.corral.node.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.memory.NetworkMemory;
import dev.corral.node.testing.SetClock;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SetClock clock = new SetClock();
    private final List<Runnable> lines = new ArrayList<>();
    private final EndedClients ended = new EndedClients((after, task) -> lines.add(task));
    private final ClientConnection connection = new ClientConnection(
            new Sockets(new Sockets.Limits(LIMIT, LIMIT, 1), clock, new NetworkMemory(), ended), () -> {});

    /** Fails every write, as the network does if there is no memory for a copy. */
    private static final class NoMemory extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            promise.setFailure(new OutOfMemoryError("no direct memory"));
        }
    }

    @Test
    void writeThatFails_endsTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(new NoMemory(), connection);
        connection.begin(request());

        channel.write(Unpooled.EMPTY_BUFFER);
        channel.write(Unpooled.EMPTY_BUFFER);

        assertThat(channel.isOpen()).isFalse();
        assertThat(ended.count(Reason.WRITE_FAILED)).isEqualTo(1);
        assertThat(lines).hasSize(1);
    }

    /** An encoder that has failed passes nothing on. */
    @Test
    void responseOfWhichNothingIsWritten_endsTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        connection.begin(request());
        connection.end();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(ended.count(Reason.WRITE_FAILED)).isEqualTo(1);
    }

    /** The control of the tests above. */
    @Test
    void responseThatIsWritten_keepsTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        connection.begin(request());
        channel.writeOutbound(Unpooled.copyLong(7));
        connection.end();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void connectionThatWaitsForItsResponse_isNotSwept() {
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        connection.begin(request());
        clock.pass(60_000);
        connection.sweep(clock.nanos(), false);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void responsesThatNobodyReads_areEndedOnlyWhereMemoryIsScarce() {
        EmbeddedChannel channel = new EmbeddedChannel(connection);
        connection.begin(request());
        channel.config().setWriteBufferLowWaterMark(100);
        channel.config().setWriteBufferHighWaterMark(1_000);
        channel.write(Unpooled.buffer().writeZero(2_000));
        clock.pass(2_000);

        connection.sweep(clock.nanos(), false);
        assertThat(channel.isOpen()).isTrue();
        connection.sweep(clock.nanos(), true);

        assertThat(channel.isOpen()).isFalse();
        assertThat(ended.count(Reason.UNREAD)).isEqualTo(1);
    }

    private static HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                ClientConnectionTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> method.getName().equals("version") ? HttpVersion.HTTP_1_1 : null);
    }
}
