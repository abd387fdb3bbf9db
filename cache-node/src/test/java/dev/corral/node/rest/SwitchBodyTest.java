package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.node.switches.Author;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "{", "{\"with\":[\"near\"]}}", "{\"with\":[\"near\"]", "\"text\"", "\u0000"})
    void otherBody_isRefused(String body) {
        refused(() -> of(body), "the body must be a JSON object");
    }

    @Test
    void deeplyNestedBody_isRefused() {
        refused(() -> of("{\"with\":" + "[".repeat(30_000)), "the body must be a JSON object");
    }

    @Test
    void absentBody_isAnEmptyObject() {
        SwitchBody body = SwitchBody.of(null, Set.of());

        assertThat(body.author()).isEqualTo(new Author("operator", ""));
        assertThat(body.texts("with")).isEmpty();
        assertThat(body.number("loads")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'loads':'8'}     | loads must be a whole number",
                "{'loads':8.5}     | loads must be a whole number",
                "{'loads':1e99}    | loads must be a whole number",
                "{'loads':99999999999999999999} | loads must be a whole number",
                "{'loads':true}    | loads must be a whole number",
                "{'loads':[8]}     | loads must be a whole number"
            })
    void otherNumber_isRefused(String body, String sentence) {
        refused(() -> of(body.replace('\'', '"')).number("loads"), sentence);
    }

    @Test
    void memberOfAnotherType_isRefused() {
        refused(() -> of("{\"with\":\"near\"}").texts("with"), "with must be an array of strings");
        refused(() -> of("{\"with\":[1]}").texts("with"), "with must be an array of strings");
        refused(() -> of("{\"why\":{}}").author(), "why must be a string");
        refused(() -> of("{\"who\":\" \"}").author(), "who is empty");
        refused(() -> of("{\"loads\":1,\"load\":1}"), "'load' is not known; allowed are loads, with, who, why");
    }

    @Test
    void repeatedTexts_areOne() {
        assertThat(of("{\"with\":[\"near\",\"lock\",\"near\"]}").texts("with")).isEqualTo(List.of("near", "lock"));
    }

    private static SwitchBody of(String body) {
        return SwitchBody.of(Buffer.buffer(body), Set.of("loads", "with"));
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(
                                refusal.problem().status() + " " + refusal.problem().detail())
                        .startsWith("400 " + sentence));
    }
}
