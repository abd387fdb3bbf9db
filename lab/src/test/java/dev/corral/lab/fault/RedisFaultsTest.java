package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import org.junit.jupiter.api.Test;

/** Checks that each promise about Redis is kept at its bound and missed beyond it. */
class RedisFaultsTest {

    private static final Counts OUTAGE = Counts.NOTHING
            .and("failed", 0)
            .and("wrong", 0)
            .and("rows from before called fresh", 0)
            .and("queries at once", 60)
            .and("nodes that hear pushes again", 3)
            .and("near hits again", 1)
            .and("queries a second before", 20)
            .and("queries a second a TTL after", 30)
            .and("leases left", 0)
            .and("blocked event loops in the logs", 0)
            .and("heartbeats missed", 0)
            .and("reads that waited out the store's timeout", 40);

    @Test
    void redisKilled_isJudgedByEveryCount() {
        Judged judged = new Judged(RedisFault.KILLED, OUTAGE, OUTAGE.and("queries at once", 61));

        missesWhatAnyOutageMay(judged);
        judged.showsNothing("queries at once", 60);
    }

    @Test
    void redisFrozen_isJudgedByEveryCount() {
        Judged judged =
                new Judged(RedisFault.FROZEN, OUTAGE, OUTAGE.and("reads that waited out the store's timeout", 41));

        missesWhatAnyOutageMay(judged);
        judged.misses("blocked event loops in the logs", 1);
        judged.misses("heartbeats missed", 1);
        judged.showsNothing("reads that waited out the store's timeout", 40);
    }

    private static void missesWhatAnyOutageMay(Judged judged) {
        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.misses("rows from before called fresh", 1);
        judged.misses("queries at once", 61);
        judged.misses("nodes that hear pushes again", 2);
        judged.misses("near hits again", 0);
        judged.misses("queries a second a TTL after", 30.5);
        judged.misses("leases left", 1);
    }

    @Test
    void redisScriptsForgotten_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("failed", 0)
                .and("wrong", 0)
                .and("locks granted", 1)
                .and("loads without the lock", 0)
                .and("times a digest was unknown", 20);
        Judged judged = new Judged(new RedisScriptsForgotten(), with, with);

        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.misses("locks granted", 0);
        judged.misses("loads without the lock", 1);
        judged.showsNothing("times a digest was unknown", 0);
    }

    @Test
    void redisCutOff_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("failed", 0)
                .and("wrong", 0)
                .and("data connections cut", 1)
                .and("rows held near", 1)
                .and("old rows called fresh", 0)
                .and("nodes that hear pushes again", 3);
        Judged judged = new Judged(new RedisCutOff(), with, with.and("old rows called fresh", 1));

        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.misses("data connections cut", 0);
        judged.misses("rows held near", 0);
        judged.misses("old rows called fresh", 1);
        judged.misses("nodes that hear pushes again", 2);
        judged.showsNothing("old rows called fresh", 0);
    }

    @Test
    void redisFull_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("failed", 0)
                .and("wrong", 0)
                .and("writes refused", 1)
                .and("entries put out", 1)
                .and("queries of one key at once", 3);
        Judged judged = new Judged(new RedisFull(), with, with.and("queries of one key at once", 4));

        judged.keepsAll();
        judged.misses("failed", 1);
        judged.misses("wrong", 1);
        judged.misses("writes refused", 0);
        judged.misses("entries put out", 0);
        judged.misses("queries of one key at once", 4);
        judged.showsNothing("queries of one key at once", 3);
    }
}
