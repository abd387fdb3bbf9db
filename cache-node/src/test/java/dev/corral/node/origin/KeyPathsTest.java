package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".", "..", "../a", "./a", "a/..", "a/.", "a/../b", "/..", "../", "..\\a", "a\\..", "a\\./b", "//..",
                "..;/a", "..;x=1", ".;", "a/..?b", "..#"
            })
    void keyWithADotSegment_isRefused(String path) {
        assertThatThrownBy(() -> new KeyPaths(false).check(path)).hasMessageContaining("no segment . or ..");
        assertThatThrownBy(() -> new KeyPaths(true).check(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "...",
                ".well-known",
                "a.b",
                "a..b",
                "..a",
                "a..",
                "a/.b",
                "a/b..",
                "%2e%2e/a",
                ".../a",
                "...;/a",
                ".a;..",
                ";.."
            })
    void keyWithOtherDots_isNot(String path) {
        assertThatCode(() -> new KeyPaths(true).check(path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/", "//", "a//b", "a//"})
    void emptySegment_isRefusedOnlyWhereSlashesAreKept(String path) {
        assertThatCode(() -> new KeyPaths(false).check(path)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new KeyPaths(true).check(path)).hasMessageContaining("no empty segment");
    }
}
