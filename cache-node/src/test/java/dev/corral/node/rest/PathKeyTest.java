package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathKeyTest {

    @ParameterizedTest
    @CsvSource({"plain,plain", "a%2Fb,a/b", "%C3%BC,ü", "a+b,a+b", "100%25,100%", "%F0%9F%90%8E,🐎"})
    void segment_isDecodedAsUtf8(String segment, String id) {
        assertThat(PathKey.decode("lock", segment).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%-1", "%FF", "%C3", "%ED%A0%80", "%C0%AF"})
    void whatIsNotPercentEncodedUtf8_isRefused(String segment) {
        assertThatThrownBy(() -> PathKey.decode("lock", segment))
                .isInstanceOfSatisfying(ProblemException.class, failure -> {
                    assertThat(failure.problem().status()).isEqualTo(400);
                    assertThat(failure.problem().detail()).contains("a key is ");
                });
    }

    @Test
    void lengthIsCounted_afterDecoding() {
        assertThat(PathKey.decode("lock", "%C3%BC".repeat(256)).id()).hasSize(256);
        assertThatThrownBy(() -> PathKey.decode("lock", "%C3%BC".repeat(257))).isInstanceOf(ProblemException.class);
    }
}
