package dev.corral.guard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void key_names_cache_and_id() {
        assertThat(new Key("swr", "a:b/c}d")).hasToString("swr:a:b/c}d");
    }

    @Test
    void keys_are_equal_where_both_parts_are() {
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
    void emptyId_says_which_rule() {
        assertThatThrownBy(() -> new Key("swr", "")).hasMessage("a key must not be empty");
    }

    @Test
    void longestId_passes_and_one_byte_more_does_not() {
        assertThat(new Key("swr", "k".repeat(512)).id()).hasSize(512);
        assertThatThrownBy(() -> new Key("swr", "k".repeat(513))).hasMessageContaining("512 bytes");
    }

    @Test
    void bytes_count_not_characters() {
        assertThatThrownBy(() -> new Key("swr", "ä".repeat(257))).hasMessageContaining("512 bytes");
    }

    @Test
    void controlCharacters_are_refused() {
        assertThatThrownBy(() -> new Key("swr", "a\r\nb")).hasMessage("a key must have no control characters");
    }

    @Test
    void cacheName_with_colon_is_refused_so_that_no_two_keys_share_a_name() {
        assertThatThrownBy(() -> new Key("a:b", "c")).hasMessageContaining("a cache's name");
    }

    @Test
    void name_is_read_back_and_the_first_colon_splits() {
        Key key = new Key("swr", "a:b/c}d");
        assertThat(Key.of(key.toString())).contains(key);
    }

    @Test
    void nameOfNoKey_is_none() {
        assertThat(Key.of("no colon")).isEmpty();
        assertThat(Key.of(":k")).isEmpty();
        assertThat(Key.of("c:")).isEmpty();
    }
}
