package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Staleness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache's own settings are 10 s fresh, 5 s more while an entry is refreshed, and 20 s more when a load fails. */
class OriginLifetimesTest {

    private static final Key KEY = new Key("swr", "key");
    private static final String NOW = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String IN_A_MINUTE = "Sun, 06 Nov 1994 08:50:37 GMT";

    private final Expiry own = Expiry.fixed(Duration.ofSeconds(10), new Staleness(seconds(5), seconds(20)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            max-age=60                                            | 60 | 65 | 80
            s-maxage=60, max-age=1                                | 60 | 60 | 60
            s-maxage=60, stale-while-revalidate=30                | 60 | 90 | 90
            s-maxage=60, stale-if-error=30                        | 60 | 60 | 90
            max-age=60, stale-while-revalidate=30                 | 60 | 90 | 90
            max-age=60, stale-if-error=300                        | 60 | 65 | 360
            max-age=60, stale-while-revalidate=0, stale-if-error=0| 60 | 60 | 60
            max-age=60, stale-while-revalidate=soon               | 60 | 60 | 80
            max-age=60, must-revalidate                           | 60 | 60 | 60
            max-age=60, proxy-revalidate, stale-if-error=9        | 60 | 60 | 60
            public                                                | 10 | 15 | 30
            stale-if-error=300                                    | 10 | 15 | 310
            must-revalidate                                       | 10 | 10 | 10
            max-age=31536000                                      | 86400 | 86400 | 86400
            max-age=99999999999999999999                          | 86400 | 86400 | 86400
            """)
    void originsWord_countsAndTheCachesOwnWhereItSaysNothing(String control, long soft, long stale, long hard) {
        assertThat(limits("cache-control", control)).contains(new Limits(seconds(soft), seconds(stale), seconds(hard)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-cache",
                "no-cache=\"set-cookie\"",
                "max-age=60, no-cache",
                "max-age=0",
                "max-age=-1",
                "max-age=abc",
                "s-maxage=0, max-age=60",
                "max-age=0, must-revalidate, stale-while-revalidate=60"
            })
    void whatMayNotBeServedWithoutAsking_isNotStored(String control) {
        assertThat(limits("cache-control", control)).isEmpty();
    }

    @Test
    void noTimeFreshButSomeStale_isStaleFromItsFirstMomentOn() {
        assertThat(limits("cache-control", "max-age=0, stale-while-revalidate=60"))
                .contains(new Limits(Duration.ofMillis(1), seconds(60), seconds(60)));
    }

    @Test
    void expires_countsFromTheDateBesideIt() {
        assertThat(limits("expires", IN_A_MINUTE, "date", NOW))
                .contains(new Limits(seconds(60), seconds(65), seconds(80)));
        assertThat(limits("expires", IN_A_MINUTE, "date", NOW, "cache-control", "max-age=3"))
                .contains(new Limits(seconds(3), seconds(8), seconds(23)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            0                             | Sun, 06 Nov 1994 08:49:37 GMT
            Sun, 06 Nov 1994 08:49:37 GMT | Sun, 06 Nov 1994 08:49:37 GMT
            Thu, 01 Jan 1970 00:00:00 GMT | Sun, 06 Nov 1994 08:49:37 GMT
            Sun, 06 Nov 1994 08:50:37 GMT | nonsense
            """)
    void expiresThatIsPastOrCannotBeRead_isExpired(String expires, String date) {
        assertThat(limits("expires", expires, "date", date)).isEmpty();
    }

    @Test
    void expiresWithoutADate_isExpired() {
        assertThat(limits("expires", IN_A_MINUTE)).isEmpty();
    }

    @Test
    void timeSpentInCachesBehind_counts() {
        assertThat(limits("cache-control", "max-age=60", "age", "50"))
                .contains(new Limits(seconds(10), seconds(15), seconds(30)));
        assertThat(limits("cache-control", "max-age=60", "age", "60")).isEmpty();
        assertThat(limits("cache-control", "max-age=60, stale-while-revalidate=30", "age", "70"))
                .contains(new Limits(Duration.ofMillis(1), seconds(20), seconds(20)));
        assertThat(limits("cache-control", "max-age=60, stale-while-revalidate=30, stale-if-error=10", "age", "90"))
                .isEmpty();
    }

    @Test
    void jitter_onlyShortens() {
        Value row = row("cache-control", "max-age=100");

        assertThat(new OriginLifetimes(own, 0.2, () -> 0).limits(KEY, row))
                .contains(new Limits(seconds(100), seconds(105), seconds(120)));
        assertThat(new OriginLifetimes(own, 0.2, () -> 0.999_999)
                        .limits(KEY, row)
                        .orElseThrow()
                        .soft())
                .isBetween(seconds(80), Duration.ofMillis(80_100));
    }

    @Test
    void whatTheCacheItselfWouldNotStore_isNotStored() {
        Expiry never = (key, value) -> Optional.empty();

        assertThat(new OriginLifetimes(never, 0, () -> 0).limits(KEY, row("cache-control", "max-age=60")))
                .isEmpty();
    }

    private Optional<Limits> limits(String... fields) {
        return new OriginLifetimes(own, 0, () -> 0.5).limits(KEY, row(fields));
    }

    private static Value row(String... fields) {
        Map<String, String> said = new HashMap<>();
        for (int each = 0; each < fields.length; each += 2) {
            said.put(fields[each], fields[each + 1]);
        }
        return new Value(new byte[0], said, 0);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
