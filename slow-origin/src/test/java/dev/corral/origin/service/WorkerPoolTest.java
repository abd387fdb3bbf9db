package dev.corral.origin.service;

import static dev.corral.origin.service.WorkerPool.Admission.QUEUED;
import static dev.corral.origin.service.WorkerPool.Admission.REFUSED;
import static dev.corral.origin.service.WorkerPool.Admission.SERVED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private final WorkerPool<String> pool = new WorkerPool<>(2, 2);

    @Test
    void newcomers_areServedThenQueuedThenRefused() {
        assertThat(pool.admit("a")).isEqualTo(SERVED);
        assertThat(pool.admit("b")).isEqualTo(SERVED);
        assertThat(pool.admit("c")).isEqualTo(QUEUED);
        assertThat(pool.admit("d")).isEqualTo(QUEUED);
        assertThat(pool.admit("e")).isEqualTo(REFUSED);
        assertThat(pool.queueRatio()).isEqualTo(1);
    }

    @Test
    void workerThatIsDone_goesToWhoWaitsLongest() {
        fill();

        assertThat(pool.next()).contains("c");
        assertThat(pool.next()).contains("d");
        assertThat(pool.busy()).isEqualTo(2);
    }

    @Test
    void workerThatIsDoneWithNobodyWaiting_isFree() {
        pool.admit("a");

        assertThat(pool.next()).isEmpty();
        assertThat(pool.busy()).isZero();
        assertThat(pool.admit("b")).isEqualTo(SERVED);
    }

    @Test
    void placeInTheQueue_isFreeAgainOnceItsHolderIsServed() {
        fill();
        pool.next();

        assertThat(pool.queued()).isEqualTo(1);
        assertThat(pool.admit("f")).isEqualTo(QUEUED);
        assertThat(pool.admit("g")).isEqualTo(REFUSED);
    }

    @Test
    void drainedQueue_leavesTheWorkersBusy() {
        fill();

        assertThat(pool.drain()).containsExactly("c", "d");
        assertThat(pool.queued()).isZero();
        assertThat(pool.busy()).isEqualTo(2);
        assertThat(pool.admit("e")).isEqualTo(QUEUED);
    }

    private void fill() {
        pool.admit("a");
        pool.admit("b");
        pool.admit("c");
        pool.admit("d");
    }
}
