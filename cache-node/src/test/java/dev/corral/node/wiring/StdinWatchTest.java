package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StdinWatchTest {

    @Test
    void endOfInput_endsTheProcess() throws IOException, InterruptedException {
        PipedOutputStream holder = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(holder);
        CountDownLatch ended = new CountDownLatch(1);
        StdinWatch.begin(input, ended::countDown);
        holder.write("still here".getBytes(StandardCharsets.US_ASCII));
        holder.flush();
        assertThat(ended.getCount()).isEqualTo(1);

        holder.close();

        assertThat(ended.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
    }
}
