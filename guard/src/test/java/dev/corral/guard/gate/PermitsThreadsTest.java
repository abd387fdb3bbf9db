package dev.corral.guard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/** Threads that request and return permits while another one changes the limits. */
class PermitsThreadsTest {

    private static final int THREADS = 4;
    private static final int LOADS = 5_000;
    private static final int MOST = 6;
    private static final List<Object> LOOPS = List.of(new Object(), new Object(), new Object());

    private final Permits permits = new Permits(MOST, MOST);
    private final CountDownLatch ended = new CountDownLatch(THREADS * LOADS);
    private final ExecutorService tasks = Executors.newFixedThreadPool(2);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();

    private final class Load implements Permits.Entrant {
        private final boolean gone = ThreadLocalRandom.current().nextInt(5) == 0;
        private final Object loop = LOOPS.get(ThreadLocalRandom.current().nextInt(LOOPS.size()));

        @Override
        public boolean gone() {
            return gone;
        }

        @Override
        public Object loop() {
            return loop;
        }

        /** As in the product, a load that was queued starts in a task of its own. */
        @Override
        public void enter() {
            tasks.execute(() -> {
                permits.entered(this);
                run();
            });
        }

        void run() {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            inside.decrementAndGet();
            permits.leave();
            ended.countDown();
        }

        @Override
        public void dropped() {
            ended.countDown();
        }
    }

    @RepeatedTest(5)
    void limitsThatChangeUnderLoad_strandNoLoadAndLeakNoPermit() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> loading = new ArrayList<>();
        for (int each = 0; each < THREADS; each++) {
            loading.add(Thread.ofPlatform().start(() -> load(begin)));
        }
        Thread resizing = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                permits.resize(1 + ThreadLocalRandom.current().nextInt(MOST), MOST);
            }
        });

        begin.countDown();
        for (Thread each : loading) {
            each.join();
        }
        assertThat(ended.await(30, TimeUnit.SECONDS)).as("all loads have ended").isTrue();
        over.set(true);
        resizing.join();
        tasks.shutdown();

        assertThat(permits.inside()).isZero();
        assertThat(permits.queued()).isZero();
        assertThat(mostInside.get()).isBetween(1, MOST);
    }

    private void load(CountDownLatch begin) {
        try {
            begin.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        for (int each = 0; each < LOADS; each++) {
            Load load = new Load();
            switch (permits.request(load)) {
                case IN -> load.run();
                case QUEUED -> {}
                case FULL -> load.dropped();
            }
        }
    }
}
