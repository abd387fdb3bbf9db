package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each broken rule results in one sentence that names the setting and states what to change. */
class RulesTest {

    private static final String LOCK = "corral.caches.lock.layers";

    @Test
    void defaultConfiguration_holds() {
        assertThatCode(() -> Rules.check(TestSettings.with())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deadline,lookup,fill,lock,timeout      | 'fill' must not be outside 'lock'
            deadline,single-flight,lookup,fill,timeout | 'single-flight' must not be outside 'lookup'
            deadline,lookup,cache,fill,timeout     | there is no layer 'cache'; choose from deadline, near, lookup
            deadline,lookup,fill,fill,timeout      | 'fill' is listed twice: remove one
            lookup,fill,timeout                    | 'deadline' is missing
            deadline,lookup,fill                   | 'timeout' is missing
            deadline,lookup,timeout                | 'lookup' and 'fill' must be used together
            deadline,fill,timeout                  | 'lookup' and 'fill' must be used together
            deadline,near,timeout                  | 'near' stores entries that 'lookup' finds
            deadline,lock,timeout                  | 'lock' guards entries that 'fill' writes
            """)
    void impossibleStack_isNamedWithWhatToChange(String layers, String sentence) {
        assertBroken(sentence, LOCK, layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            corral.store.timeout       | 700ms | three times corral.store.timeout (2.1s) must be less than corral.lock.lease (2s)
            corral.lock.renewal-cap    | 3500ms | plus corral.store.timeout (6.5s) must be less than corral.lock.renewal-cap (3.5s)
            corral.lock.wait-budget    | 6s    | (9s) must be less than corral.lock.wait-budget (6s)
            corral.deadline            | 7s    | corral.lock.wait-budget (9.5s) must be less than corral.deadline (7s)
            corral.caches.full.stale-if-error | 0s | corral.caches.full.stale-if-error (0ms)
            corral.store.timeout       | 0ms   | corral.store.timeout (0ms) must be at least 1ms: raise it
            corral.origin.timeout      | 0s    | corral.origin.timeout
            corral.caches.swr.ttl      | 0s    | corral.caches.swr.ttl (0ms)
            corral.caches.negative.negative-ttl | 0s | corral.caches.negative.negative-ttl
            corral.caches.lock.max-value-bytes | 9999999 | corral.caches.lock.max-value-bytes (9999999) must be at most
            corral.without             | swr,cache | corral.without: 'cache' is not a mitigation; choose from [breaker
            corral.cache-names         | full,nosuch | corral.cache-names: there is no cache 'nosuch'; choose from [full, jitter, lock
            corral.origin.forward-headers | Accept,Cookie | corral.origin.forward-headers: 'Cookie' is never forwarded, because other callers may share the load; remove it
            corral.origin.forward-headers | If-Match | 'If-Match' is never forwarded
            corral.origin.forward-headers | a b   | 'a b' is not the name of a request header
            corral.warm.keys           | lock  | corral.warm.keys: 'lock' must be a cache, a slash and a key
            corral.warm.keys           | /a    | corral.warm.keys: '/a' must be a cache, a slash and a key
            corral.warm.keys           | lock/a,lokc/b | corral.warm.keys: there is no cache 'lokc'; choose from [full, jitter, lock
            corral.warm.keys           | lock/ | corral.warm.keys: 'lock/'
            corral.warm.keys           | lock/a/../b | corral.warm.keys: 'lock/a/../b': a key must have no segment . or ..
            corral.warm.keys           | lock/.. | corral.warm.keys: 'lock/..': a key must have no segment . or ..
            corral.warm.limit          | 0s    | corral.warm.limit (0ms) must be at least 1ms: raise it
            corral.drain.notice        | -1s   | corral.drain.notice (-1000ms) must be at least 0ms: raise it
            corral.drain.limit         | -1s   | corral.drain.limit (-1000ms) must be at least 0ms: raise it
            corral.origin.url          | http://localhost/rows | corral.origin.url: an origin's URL must have {key} exactly once
            """)
    void contradiction_isNamedWithItsNumbers(String setting, String value, String sentence) {
        assertBroken(sentence, setting, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            corral.redis.prefix        | a:v     | corral.redis.prefix: a Redis prefix must have 1 to 32 letters, digits, dashes and underscores, not 'a:v'
            corral.redis.prefix        | corral* | corral.redis.prefix: a Redis prefix must have 1 to 32 letters
            corral.origin.identity     | a{b}    | corral.origin.identity: an identity must have 1 to 32 letters, digits, dashes and underscores, not 'a{b}'
            corral.store.pending-invalidations | 0 | corral.store.pending-invalidations (0) must be at least 1: raise it
            corral.traces.endpoint     | localhost:4318 | corral.traces.endpoint: the URL of a collector must begin with http:// or https://, such as http://localhost:4318, not 'localhost:4318': correct it
            corral.traces.endpoint     | http://me:word@host | must have no user and no password, such as http://localhost:4318, not 'http://***@host': correct it
            corral.traces.share        | 1.5     | corral.traces.share (1.5) must be at most 1: lower it
            corral.traces.delay        | 0s      | corral.traces.delay (0ms) must be at least 1ms: raise it
            corral.traces.delay        | 61s     | corral.traces.delay (1m1s) must be at most 1m: lower it
            corral.traces.share        | -0.1    | corral.traces.share (-0.1) must be at least 0: raise it
            corral.node.name           | 1st     | corral.node.name is '1st'; it must have 1 to 63 letters, digits
            corral.node.name           | a node  | begin with a letter: rename the node
            corral.origin.max-bytes    | 0       | corral.origin.max-bytes (0) must be at least 1: raise it
            corral.origin.max-bytes-under-way | 0 | corral.origin.max-bytes-under-way (0) must be at least 1: raise it
            corral.origin.connections  | 0       | corral.origin.connections (0) must be at least 1: raise it
            corral.clients.max-connections | 0   | corral.clients.max-connections (0) must be at least 1: raise it
            corral.flights.max         | 0       | corral.flights.max (0) must be at least 1: raise it
            corral.flights.callers     | -1      | corral.flights.callers (-1) must be at least 1: raise it
            corral.gate.loads          | 0       | corral.gate.loads (0) must be at least 1: raise it
            corral.gate.queue          | -1      | corral.gate.queue (-1) must be at least 0: raise it
            corral.bulkhead.writes     | 0       | corral.bulkhead.writes (0) must be at least 1: raise it
            corral.bulkhead.queue      | 0       | corral.bulkhead.queue (0) must be at least 1: raise it
            corral.breaker.window      | 0       | corral.breaker.window (0) must be at least 1: raise it
            corral.breaker.failures    | 0       | corral.breaker.failures (0) must be at least 0.01: raise it
            corral.breaker.failures    | 1.5     | corral.breaker.failures (1.5) must be at most 1: lower it
            corral.breaker.failures    | NaN     | corral.breaker.failures (NaN) must be at least 0.01
            corral.near.max-bytes      | 0       | corral.near.max-bytes (0) must be at least 1: raise it
            corral.caches.full.beta    | 0       | corral.caches.full.beta (0) must be at least 0.01: raise it
            corral.caches.full.beta    | 101     | corral.caches.full.beta (101) must be at most 100: lower it
            corral.caches.jitter.jitter | -0.1   | corral.caches.jitter.jitter (-0.1) must be at least 0: raise it
            corral.caches.jitter.jitter | 1      | corral.caches.jitter.jitter (1) must be at most 0.9: lower it
            corral.caches.lock.max-value-bytes | 0 | corral.caches.lock.max-value-bytes (0) must be at least 1: raise it
            """)
    void numberOutOfItsRange_isNamed(String setting, String value, String sentence) {
        assertBroken(sentence, setting, value);
    }

    @Test
    void gateQueue_countsAsPartOfTheLoad() {
        assertBroken("the longest load", "corral.gate.queue", "65");
        assertThatCode(() -> Rules.check(TestSettings.with("corral.gate.queue", "64")))
                .doesNotThrowAnyException();
    }

    @Test
    void badCacheName_isNamed() {
        assertBroken("rename the cache", "corral.caches.Upper.layers", "deadline,timeout");
    }

    private static void assertBroken(String sentence, String... changes) {
        assertThatThrownBy(() -> Rules.check(TestSettings.with(changes)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasNoCause();
    }
}
