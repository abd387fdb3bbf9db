package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.fleet.Bodies;
import org.junit.jupiter.api.Test;

class ClientsSlowTest {

    @Test
    void clientsSlow_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("slow readers that are served", 1)
                .and("small reads failed", 0)
                .and("reads of 500 kB failed", 0)
                .and("health checks failed", 0)
                .and("out of memory in its log", 0)
                .and("lives", 1)
                .and("stalled writes and headers not ended", 0)
                .and("answers everything afterwards", 1);
        Judged judged = new Judged(
                new ClientsSlow(), with, with.and("out of memory in its log", 1).and("small reads failed", 1));

        judged.keepsAll();
        judged.misses("slow readers that are served", 0);
        judged.misses("small reads failed", 1);
        judged.misses("reads of 500 kB failed", 1);
        judged.misses("health checks failed", 1);
        judged.misses("out of memory in its log", 1);
        judged.misses("lives", 0);
        judged.misses("stalled writes and headers not ended", 1);
        judged.misses("answers everything afterwards", 0);
        judged.showsNothing("out of memory in its log", 0);
        judged.showsNothing("small reads failed", 0);
    }

    @Test
    void key_decidesHowLargeItsRowIs() {
        assertThat(Bodies.of("/caches/full/large-1")).hasSize(Bodies.LARGE_BYTES);
        assertThat(Bodies.of("middle-slow-2")).hasSize(Bodies.MIDDLE_BYTES);
        assertThat(Bodies.of("/caches/full/small-3")).asString().isEqualTo("row small-3");
    }
}
