package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import org.junit.jupiter.api.Test;

/** Checks that each promise about the origin is kept at its bound and missed beyond it. */
class OriginFaultsTest {

    private static final Counts OUTAGE = Counts.NOTHING
            .and("known rows failed", 0)
            .and("known rows waited for", 0)
            .and("wrong", 0)
            .and("stale answers", 1)
            .and("queries a second at its end", 6)
            .and("queries at once", 60)
            .and("queries after it", 40)
            .and("most of them within 100 ms", 20)
            .and("breakers opened", 3)
            .and("breakers closed in the logs", 3)
            .and("refusals looked at", 1)
            .and("refusals without Retry-After", 0);

    @Test
    void originFails_isJudgedByEveryCount() {
        Judged judged = new Judged(OriginFault.FAILS, OUTAGE, OUTAGE.and("queries a second at its end", 19));

        missesWhatAnyOutageMay(judged);
        missesWhatTheBreakerBounds(judged);
        judged.showsNothing("queries a second at its end", 18);
    }

    @Test
    void originFreezes_isJudgedByEveryCount() {
        Counts with = OUTAGE.and("queries at once", 240);
        Judged judged = new Judged(OriginFault.FREEZES, with, with.and("queries at once", 241));

        missesWhatAnyOutageMay(judged, 241);
        missesWhatTheBreakerBounds(judged);
        judged.showsNothing("queries at once", 240);
    }

    @Test
    void originSlow_isJudgedByEveryCount() {
        Judged judged = new Judged(OriginFault.SLOW, OUTAGE, OUTAGE.and("known rows waited for", 1));

        missesWhatAnyOutageMay(judged);
        judged.misses("known rows waited for", 1);
        judged.showsNothing("known rows waited for", 0);
    }

    @Test
    void originGarbage_isJudgedByEveryCount() {
        Judged judged = new Judged(OriginFault.GARBAGE, OUTAGE, OUTAGE.and("known rows failed", 1));

        missesWhatAnyOutageMay(judged);
        missesWhatTheBreakerBounds(judged);
        judged.showsNothing("known rows failed", 0);
    }

    @Test
    void originEndless_isJudgedByEveryCount() {
        Judged judged = new Judged(OriginFault.ENDLESS, OUTAGE, OUTAGE.and("known rows failed", 1));

        missesWhatAnyOutageMay(judged);
        judged.showsNothing("known rows failed", 0);
    }

    private static void missesWhatAnyOutageMay(Judged judged) {
        missesWhatAnyOutageMay(judged, 61);
    }

    private static void missesWhatAnyOutageMay(Judged judged, int tooManyAtOnce) {
        judged.keepsAll();
        judged.misses("known rows failed", 1);
        judged.misses("wrong", 1);
        judged.misses("stale answers", 0);
        judged.misses("queries at once", tooManyAtOnce);
    }

    private static void missesWhatTheBreakerBounds(Judged judged) {
        judged.misses("queries a second at its end", 6.5);
        judged.misses("most of them within 100 ms", 21);
        judged.misses("breakers opened", 2);
        judged.misses("breakers closed in the logs", 2);
        judged.misses("refusals looked at", 0);
        judged.misses("refusals without Retry-After", 1);
    }

    @Test
    void originOneKey_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("others failed", 0)
                .and("wrong", 0)
                .and("queries of the bad row a second", 4)
                .and("breakers opened", 0);
        Judged judged = new Judged(new OriginOneKey(), with, with.and("queries of the bad row a second", 8.5));

        judged.keepsAll();
        judged.misses("others failed", 1);
        judged.misses("wrong", 1);
        judged.misses("breakers opened", 1);
        judged.misses("queries of the bad row a second", 4.5);
        judged.misses("queries of the bad row a second", 0);
        judged.showsNothing("queries of the bad row a second", 8);
    }
}
