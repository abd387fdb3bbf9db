package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Checks the faults of kept connections: their responses depend on the seed, every count is judged, and a plain client
 * is harmed.
 */
class OriginConnectionsTest {

    private static final long SEED = 42;
    private static final int FIRST = 1_000;
    private static final int KEYS = 2_000;

    @Test
    void sameSeed_drawsTheSameAnswersWhereverTheKeysBegin() {
        assertThat(kinds(new DrawnAnswers(SEED, FIRST), FIRST)).isEqualTo(kinds(new DrawnAnswers(SEED, 0), 0));
        assertThat(kinds(new DrawnAnswers(SEED, FIRST), FIRST)).isNotEqualTo(kinds(new DrawnAnswers(1, FIRST), FIRST));
    }

    @Test
    void everyKind_isDrawnAndFewAreIllFormed() {
        List<AnswerKind> kinds = kinds(new DrawnAnswers(SEED, FIRST), FIRST);

        assertThat(kinds).contains(AnswerKind.values());
        assertThat(kinds).filteredOn(kind -> !kind.wellFormed()).hasSizeBetween(KEYS / 20, KEYS / 10);
    }

    private static List<AnswerKind> kinds(DrawnAnswers answers, int first) {
        return IntStream.range(first, first + KEYS).mapToObj(answers::kind).toList();
    }

    @Test
    void everyAnswer_thatHasItsOwnRowNamesTheKeyFirst() {
        assertThat(AnswerKind.values())
                .filteredOn(
                        kind -> kind != AnswerKind.NO_CONTENT_WITH_BODY && kind != AnswerKind.NOT_MODIFIED_WITH_BODY)
                .allSatisfy(kind -> assertThat(whole(kind)).contains("{\"id\":\"key-7\""));
    }

    @Test
    void announcedLength_isRightInPlainAnswersOnly() {
        assertThat(surplus(AnswerKind.PLAIN)).isZero();
        assertThat(surplus(AnswerKind.LENGTH_TOO_SHORT)).isPositive();
        assertThat(surplus(AnswerKind.LENGTH_TOO_LONG)).isNegative();
        assertThat(surplus(AnswerKind.BYTES_BEHIND)).isPositive();
        assertThat(whole(AnswerKind.TWO_LENGTHS).split("Content-Length")).hasSize(3);
    }

    /** Returns the number of bytes by which the body exceeds the length in its headers. */
    private static int surplus(AnswerKind kind) {
        String answer = whole(kind);
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end);
        int announced = Integer.parseInt(head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .findFirst()
                .orElseThrow()
                .substring(16));
        return answer.length() - end - 4 - announced;
    }

    private static String whole(AnswerKind kind) {
        return String.join("", kind.parts("key-7", new SplittableRandom(SEED)));
    }

    @Test
    void requestLine_givesMethodAndKey() {
        RawRequest request = RawRequest.parse("PUT /rows/product-7 HTTP/1.1", 2);

        assertThat(request).isEqualTo(new RawRequest("PUT", "product-7", 2));
        assertThat(request.reused()).isTrue();
        assertThat(RawRequest.parse("GET /rows/a HTTP/1.1", 1).reused()).isFalse();
    }

    @Test
    void plainClient_readsRowsOfOtherKeys() throws Exception {
        Counts seen = OriginInterim.control(new DrawnAnswers(SEED, FIRST), 1);

        assertThat(seen.get(OriginInterim.FOREIGN)).isPositive();
        assertThat(seen.get(OriginInterim.INTERIM)).isPositive();
        assertThat(seen.get(OriginInterim.ILL_FORMED)).isPositive();
    }

    @Test
    void plainClient_failsWhereAKeptConnectionIsClosed() throws Exception {
        Counts seen = OriginClosesKept.control(new ClosingAnswers(SEED), FIRST, 1);

        assertThat(seen.get(OriginClosesKept.FAILED)).isPositive();
        assertThat(seen.get(OriginClosesKept.CLOSED)).isPositive();
    }

    @Test
    void originInterim_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("rows of another key", 0)
                .and("answers with interim responses", 1)
                .and("ill-formed answers", 1)
                .and("responses on idle connections", 1)
                .and("keys with well-formed answers that failed", 0);
        Judged judged = new Judged(new OriginInterim(), with, with.and("rows of another key", 1));

        judged.keepsAll();
        judged.misses("rows of another key", 1);
        judged.misses("keys with well-formed answers that failed", 1);
        Arrays.asList("answers with interim responses", "ill-formed answers", "responses on idle connections")
                .forEach(name -> judged.misses(name, 0));
        judged.showsNothing("rows of another key", 0);
    }

    @Test
    void originClosesKept_isJudgedByEveryCount() {
        Counts with = Counts.NOTHING
                .and("failed reads", 0)
                .and("requests without an answer", 1)
                .and("queries of a key", 2)
                .and("breakers opened", 0)
                .and("writes", 40)
                .and("requests of a write", 1)
                .and("writes answered otherwise", 0);
        Judged judged = new Judged(new OriginClosesKept(), with, with.and("failed reads", 1));

        judged.keepsAll();
        judged.misses("failed reads", 1);
        judged.misses("requests without an answer", 0);
        judged.misses("queries of a key", 3);
        judged.misses("breakers opened", 1);
        judged.misses("requests of a write", 2);
        judged.misses("requests of a write", 0);
        judged.misses("writes answered otherwise", 1);
        judged.showsNothing("failed reads", 0);
    }
}
