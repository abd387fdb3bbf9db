package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that every fault has its row in docs/failures.md, with no empty cell. */
class FailuresPageTest {

    private static final Path PAGE = Path.of("../docs/failures.md");
    private static final int COLUMNS = 7;

    @Test
    void everyFault_hasARowWithEveryCell() throws Exception {
        List<String> lines = Files.readAllLines(PAGE);
        for (String fault : Faults.names().split(", ")) {
            String anchor = "<a id=\"" + fault + "\"></a>`" + fault + "`";
            List<String> rows =
                    lines.stream().filter(line -> line.contains(anchor)).toList();
            assertThat(rows).as(fault).hasSize(1);
            String[] cells = rows.getFirst().strip().replaceAll("^\\||\\|$", "").split("\\|");
            assertThat(cells).as(fault).hasSize(COLUMNS).noneMatch(String::isBlank);
        }
    }
}
