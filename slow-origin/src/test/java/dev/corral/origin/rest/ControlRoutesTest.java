package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.net.URL;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(SmallOrigin.class)
class ControlRoutesTest {

    @TestHTTPResource
    URL rows;

    @TestHTTPResource(value = "/", management = true)
    URL control;

    private OriginClient origin;

    @BeforeEach
    void begin() {
        origin = new OriginClient(rows, control);
        origin.control("DELETE", "/ledger");
    }

    @AfterEach
    void endFaults() {
        origin.control("DELETE", "/faults");
        origin.awaitLive(live -> live.getInteger("inProgress") == 0);
    }

    @Test
    void ledger_isALinePerQuery() {
        origin.begin("hot", "swr", "node-1").join();
        origin.get("absent-1");

        HttpResponse<String> ledger = origin.control("GET", "/ledger");
        assertThat(ledger.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(ledger.headers().firstValue("Ledger-Overflowed")).hasValue("0");
        assertThat(ledger.body().lines()).hasSize(2).first().asString().matches("""
                \\{"startMicros":\\d+,"key":"hot","cache":"swr","node":"node-1",\
                "durationMicros":\\d+,"queuedMicros":\\d+,"outcome":"found","attempt":1}""");
        JsonObject absent = new JsonObject(ledger.body().lines().toList().get(1));
        assertThat(absent.getString("cache")).isEqualTo("unknown");
        assertThat(absent.getString("node")).isEqualTo("unknown");
        assertThat(absent.getString("outcome")).isEqualTo("absent");
        assertThat(absent.getLong("durationMicros")).isGreaterThanOrEqualTo(10_000);
        assertThat(absent.getLong("startMicros") + absent.getLong("durationMicros"))
                .isLessThanOrEqualTo(
                        ledger.headers().firstValueAsLong("Ledger-Now-Micros").orElseThrow());
    }

    @Test
    void ledgerOfManyBatches_comesWhole() {
        for (int round = 0; round < 300; round++) {
            CompletableFuture<?> other = origin.begin("b" + round, "swr", "node-1");
            origin.begin("a" + round, "swr", "node-1").join();
            other.join();
        }

        assertThat(origin.ledger())
                .hasSize(600)
                .extracting(line -> line.getString("key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void ledgerThatIsDeleted_beginsAnew() {
        origin.get("before");
        long nowMicros = new JsonObject(origin.control("DELETE", "/ledger").body()).getLong("nowMicros");
        origin.get("after");

        assertThat(origin.ledger()).singleElement().satisfies(line -> {
            assertThat(line.getString("key")).isEqualTo("after");
            assertThat(line.getLong("startMicros")).isGreaterThan(nowMicros);
        });
        assertThat(origin.live().getLong("queries")).isEqualTo(1);
    }

    @Test
    void queryInProgress_isLiveButNotInTheLedger() {
        origin.control("POST", "/faults", "{\"kind\":\"freeze\",\"forMillis\":60000}");
        CompletableFuture<?> held = origin.begin("hot", "swr", "node-1");

        origin.awaitLive(live -> live.getLong("queries") == 1 && live.getInteger("inProgress") == 1);
        assertThat(origin.ledger()).isEmpty();

        origin.control("DELETE", "/faults");
        held.join();
        assertThat(origin.ledger()).hasSize(1);
    }

    @Test
    void failFault_failsItsKeyOnly() {
        HttpResponse<String> begun =
                origin.control("POST", "/faults", "{\"kind\":\"fail\",\"forMillis\":60000,\"key\":\"hot\"}");

        assertThat(begun.statusCode()).isEqualTo(200);
        assertThat(origin.get("hot").statusCode()).isEqualTo(500);
        assertThat(origin.get("cold").statusCode()).isEqualTo(200);
        assertThat(origin.ledger())
                .extracting(line -> line.getString("outcome"))
                .containsExactly("failed", "found");
    }

    @Test
    void slowFault_isListedUntilAllAreEnded() {
        origin.control(
                "POST", "/faults", "{\"kind\":\"slow\",\"forMillis\":60000,\"factor\":20,\"share\":1.0,\"key\":null}");

        assertThat(origin.faults()).hasSize(1);
        assertThat(origin.faults().getJsonObject(0).getString("kind")).isEqualTo("slow");
        assertThat(origin.faults().getJsonObject(0).getDouble("factor")).isEqualTo(20);
        assertThat(origin.faults().getJsonObject(0).getLong("remainingMillis")).isBetween(1L, 60_000L);
        origin.get("hot");
        assertThat(origin.ledger().getFirst().getLong("durationMicros")).isGreaterThanOrEqualTo(200_000);

        assertThat(origin.control("DELETE", "/faults").body()).isEqualTo("{\"ended\":1}");
        assertThat(origin.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"kind":"slwo","forMillis":5}            | A fault's kind must be one of slow, fail, freeze, garbage, torn, endless, drip.
                    {"forMillis":5}                          | A fault's kind must be one of slow, fail, freeze, garbage, torn, endless, drip.
                    {"kind":"slow"}                          | A fault must last from 1 to 3600000 milliseconds.
                    {"kind":"slow","forMillis":"5s"}         | A fault's forMillis must be a number.
                    {"kind":"slow","forMillis":5,"key":7}    | A fault's key must be a string.
                    {"kind":"slow","forMillis":5,"share":2}  | A fault's share must be above 0 and at most 1.
                    {"kind":"slow","forMillis":5,"factr":2}  | A fault has no 'factr', only kind, forMillis, factor, share and key.
                    [1]                                      | A fault must be a JSON object such as {"kind":"slow","forMillis":5000}.
                    oops                                     | A fault must be a JSON object such as {"kind":"slow","forMillis":5000}.
                    """)
    void badFault_isToldInASentence(String body, String sentence) {
        HttpResponse<String> answer = origin.control("POST", "/faults", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo(sentence);
        assertThat(origin.faults()).isEmpty();
    }

    @Test
    void metrics_countByCacheNodeAndOutcome() {
        origin.begin("metrics-1", "counted", "node-7").join();
        origin.begin("absent-2", "counted", "node-7").join();

        String metrics = metrics();
        assertThat(metrics)
                .contains("db_query_total{cache=\"counted\",node=\"node-7\",outcome=\"found\"} 1.0")
                .contains("db_query_total{cache=\"counted\",node=\"node-7\",outcome=\"absent\"} 1.0")
                .contains("db_query_duration_seconds_count{cache=\"counted\"} 2.0")
                .contains("db_query_duration_seconds_bucket{cache=\"counted\",le=\"+Inf\"} 2.0")
                .contains("db_query_retries_total{cache=\"counted\"} 0.0")
                .contains("db_query_in_flight 0.0")
                .contains("db_query_queued 0.0")
                .contains("db_query_duplicate_total{cache=\"counted\",node=\"node-7\"} 0.0");
    }

    @Test
    void queriesOfRepeatedRequests_areCountedAndInTheLedger() {
        for (String attempt : List.of("1", "2", "7", "0", "many")) {
            assertThat(origin.get("repeated", "impatient", attempt).statusCode())
                    .isEqualTo(200);
        }

        assertThat(metrics()).contains("db_query_retries_total{cache=\"impatient\"} 2.0");
        assertThat(origin.ledger())
                .extracting(line -> line.getInteger("attempt"))
                .containsExactly(1, 2, 7, 1, 1);
    }

    @Test
    void metrics_showWhatIsInFlightQueuedAndDuplicate() {
        origin.control("POST", "/faults", "{\"kind\":\"freeze\",\"forMillis\":60000}");
        for (int query = 0; query < 3; query++) {
            origin.begin("hot", "herd", "node-8");
        }
        origin.awaitLive(live -> live.getInteger("inProgress") == 3);

        assertThat(metrics())
                .contains("db_query_in_flight 3.0")
                .contains("db_query_queued 1.0")
                .contains("db_query_duplicate_total{cache=\"herd\",node=\"node-8\"} 2.0");
    }

    @Test
    void health_isReady() {
        assertThat(origin.control("GET", "/q/health/ready").statusCode()).isEqualTo(200);
    }

    /** The page of metrics, whose labels end with a comma in Prometheus' text format. */
    private String metrics() {
        return origin.control("GET", "/q/metrics").body().replace(",}", "}");
    }
}
