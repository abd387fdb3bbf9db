package dev.corral.guard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void key_namesCacheAndId() {
        assertThat(new Key("swr", "a:b/c}d")).hasToString("swr:a:b/c}d");
    }

    @Test
    void keys_areEqualWhereBothPartsAre() {
        Key key = new Key("swr", "ab");
        Key same = new Key(String.valueOf(new char[] {'s', 'w', 'r'}), String.valueOf(new char[] {'a', 'b'}));
        assertThat(same).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key)
                .isNotEqualTo(new Key("swr", "ac"))
                .isNotEqualTo(new Key("lock", "ab"))
                .isNotEqualTo(null)
                .isNotEqualTo("swr:ab");
    }

    @Test
    void emptyId_saysWhichRule() {
        assertThatThrownBy(() -> new Key("swr", "")).hasMessage("a key must not be empty");
    }

    @Test
    void longestId_passesAndOneByteMoreDoesNot() {
        assertThat(new Key("swr", "k".repeat(512)).id()).hasSize(512);
        assertThatThrownBy(() -> new Key("swr", "k".repeat(513))).hasMessageContaining("512 bytes");
    }

    @Test
    void bytes_countNotCharacters() {
        assertThatThrownBy(() -> new Key("swr", "ä".repeat(257))).hasMessageContaining("512 bytes");
    }

    @Test
    void controlCharacters_areRefused() {
        assertThatThrownBy(() -> new Key("swr", "a\r\nb")).hasMessage("a key must have no control characters");
    }

    @Test
    void cacheName_withColonIsRefusedSoThatNoTwoKeysShareAName() {
        assertThatThrownBy(() -> new Key("a:b", "c")).hasMessageContaining("a cache's name");
    }

    @Test
    void name_isReadBackAndTheFirstColonSplits() {
        Key key = new Key("swr", "a:b/c}d");
        assertThat(Key.of(key.toString())).contains(key);
    }

    @Test
    void nameOfNoKey_isNone() {
        assertThat(Key.of("no colon")).isEmpty();
        assertThat(Key.of(":k")).isEmpty();
        assertThat(Key.of("c:")).isEmpty();
    }
}
