package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentLengthTest {

    @ParameterizedTest
    @ValueSource(strings = {"5", "5;5", "5, 5", "5,5;5", " 5 "})
    void equalLengths_areOne(String lines) {
        assertThat(ContentLength.of(List.of(lines.split(";")))).hasValue(5);
    }

    @Test
    void noLength_isEmpty() {
        assertThat(ContentLength.of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;6",
                "5, 6",
                "5,",
                "-1",
                "+5",
                "5.0",
                "many",
                "0x5",
                "99999999999999999999",
                "5 5",
                "\u0665",
                " "
            })
    void anythingElse_isUnusableForThisKeyAlone(String lines) {
        assertThatThrownBy(() -> ContentLength.of(List.of(lines.split(";"))))
                .hasMessageContaining("Content-Length")
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.unusable()).isTrue());
    }

    @Test
    void longValue_isCutInTheMessage() {
        assertThatThrownBy(() -> ContentLength.of(List.of("x".repeat(10_000))))
                .message()
                .hasSizeLessThan(200);
    }
}
