package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidationTest {

    private static final String THEN = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String A_SECOND_LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
    private static final byte[] SEEN = {1, 2, 3};

    @Test
    void tagAndDate_areAskedAbout() {
        assertThat(seen("etag", "W/\"a\"", "last-modified", THEN, "date", A_SECOND_LATER)
                        .conditions())
                .isEqualTo(Map.of("if-none-match", "W/\"a\"", "if-modified-since", THEN));
    }

    @Test
    void rowReadWithinTheSecondOfItsChange_isNotAskedAboutByDate() {
        assertThat(seen("last-modified", THEN, "date", THEN).conditions()).isEmpty();
        assertThat(seen("last-modified", THEN).conditions()).isEmpty();
    }

    @Test
    void nothingSeen_orNothingThatNamesItIsNotAskedAbout() {
        assertThat(new Validation(Optional.empty()).conditions()).isEmpty();
        assertThat(seen("etag", "unquoted", "last-modified", "then", "date", THEN)
                        .conditions())
                .isEmpty();
    }

    @Test
    void notModified_renewsTheFieldsAndKeepsTheBytes() {
        Validation validation = seen(
                "etag", "\"a\"", "cache-control", "max-age=1", "age", "9", "content-type", "text/plain", "x-kept", "1");

        Reply whole = validation.complete(notModified("cache-control", "max-age=2", "content-type", "text/other"));

        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isSameAs(SEEN);
        assertThat(whole.fields())
                .isEqualTo(Map.of(
                        "etag", "\"a\"", "cache-control", "max-age=2", "content-type", "text/plain", "x-kept", "1"));
    }

    @Test
    void anyOtherReply_staysAsItIs() {
        Reply changed = new Reply(200, Map.of(), new byte[0]);
        Reply unasked = notModified();

        assertThat(seen("etag", "\"a\"").complete(changed)).isSameAs(changed);
        assertThat(seen().complete(unasked)).isSameAs(unasked);
    }

    @Test
    void notModifiedOfAnotherTag_missesWhatWasAskedAbout() {
        Validation validation = seen("etag", "\"a\"");

        assertThat(validation.missedBy(notModified("etag", "\"b\""))).isTrue();
        assertThat(validation.missedBy(notModified("etag", "W/\"a\""))).isFalse();
        assertThat(validation.missedBy(notModified())).isFalse();
        assertThat(validation.missedBy(new Reply(200, Map.of("etag", "\"b\""), SEEN)))
                .isFalse();
    }

    private static Reply notModified(String... fields) {
        return new Reply(304, map(fields), new byte[0]);
    }

    private static Validation seen(String... fields) {
        return new Validation(Optional.of(new Value(SEEN, map(fields), 7)));
    }

    private static Map<String, String> map(String... fields) {
        Map<String, String> map = new HashMap<>();
        for (int each = 0; each < fields.length; each += 2) {
            map.put(fields[each], fields[each + 1]);
        }
        return map;
    }
}
