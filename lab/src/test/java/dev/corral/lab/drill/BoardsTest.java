package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void board() throws Exception {
        Files.writeString(folder.resolve("stampede.json"), """
                {"panels": [
                  {"type": "stat", "title": "Above", "targets": [{"expr": "up"}]},
                  {"type": "row", "title": "Open"},
                  {"type": "timeseries", "title": "Rate", "targets": [{"expr": "a"}, {"expr": "b"}, {"expr": ""}]},
                  {"type": "text", "title": "Words"},
                  {"type": "row", "title": "Closed", "panels": [
                    {"type": "timeseries", "title": "Rate", "targets": [{"expr": "c"}]}]}]}""");
        Files.writeString(folder.resolve("package.json"), "{}");
    }

    @Test
    void queries_areThoseOfPanelsInOpenAndClosedRows() {
        assertThat(Boards.read(folder).queries())
                .extracting(Boards.Query::expression)
                .containsExactly("up", "a", "b", "c");
        assertThat(Boards.read(folder).queries())
                .extracting(Boards.Query::name)
                .containsExactly(
                        "stampede: Above", "stampede: Open: Rate", "stampede: Open: Rate", "stampede: Closed: Rate");
    }

    @Test
    void panel_isFoundByItsRowAndTitle() {
        assertThat(Boards.read(folder).of(Panel.atMost(1, "Closed", "Rate")).expression())
                .isEqualTo("c");
    }

    @Test
    void absentPanel_isNamed() {
        assertThatThrownBy(() -> Boards.read(folder).of(Panel.atMost(1, "Open", "Other")))
                .hasMessageContaining("no board has a panel 'Other' in a row 'Open'");
    }
}
