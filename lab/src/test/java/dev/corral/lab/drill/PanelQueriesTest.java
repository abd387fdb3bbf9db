package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PanelQueriesTest {

    @Test
    void queryWithoutData_isNamedUnlessItsWindowIsHours() {
        Boards boards = new Boards(List.of(
                query("Rate", "rate(a[5s])"),
                query("Budget", "corral:slo_errors:ratio_1h"),
                query("Month", "rate(a[3d])")));
        try (PanelQueries queries = new PanelQueries(boards, null)) {
            assertThat(queries.silent()).containsExactly("fleet: Row: Rate: rate(a[5s])");
        }
    }

    private static Boards.Query query(String panel, String expression) {
        return new Boards.Query("fleet", "Row", panel, expression);
    }
}
