package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowIdTest {

    private static final List<String> PATHS = List.of("a", "?", "a?", "?a", "??", "a?b", "a??b", "a?b?", "???");
    private static final List<String> QUERIES = List.of("", "b", "b=1", "%3F", "%3Fb");

    @ParameterizedTest
    @CsvSource({"a, '', a", "a?b=1, '', a??b=1", "a, b=1, a?b=1", "a?, b, a???b"})
    void text_tellsAQuestionMarkOfThePathFromAQuery(String path, String query, String id) {
        assertThat(new RowId(path, query).text()).isEqualTo(id);
    }

    @Test
    void everyRow_hasATextOfItsOwnThatIsReadBack() {
        List<RowId> rows = PATHS.stream()
                .flatMap(path -> QUERIES.stream().map(query -> new RowId(path, query)))
                .toList();

        Set<String> ids = rows.stream().map(RowId::text).collect(Collectors.toSet());

        assertThat(ids).hasSameSizeAs(rows);
        assertThat(rows).allSatisfy(row -> assertThat(RowId.of(row.text())).isEqualTo(row));
    }
}
