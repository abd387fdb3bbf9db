package dev.corral.lab.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingReportTest {

    private static final String REPORT = """
            {"schemaVersion": 1, "kind": "scaling", "seed": 1, "ttl": "PT6S", "load": "PT0.4S", "readsASecond": 20.0, "rows": [
              {"stack": "lock", "nodes": 1, "boundaries": 10, "queries": 1.00, "mostQueries": 1, "commands": 2.0, "pushes": 1.0},
              {"stack": "lock", "nodes": 1000, "boundaries": 10, "queries": 1.00, "mostQueries": 1, "commands": 2000.5, "pushes": 1000.0}
            ]}
            """;

    @TempDir
    Path folder;

    @Test
    void table_hasFleetsDownAndThePromiseBesideThem() throws Exception {
        assertThat(ScalingText.table(ScalingReport.FORMAT.read(written(REPORT))))
                .contains(
                        "| nodes | 2N + 3 | lock |",
                        "| 1 | 5 | 1 / 2 / 1 |",
                        "| 1,000 | 2,003 | 1 / 2,000.5 / 1,000 |",
                        "a TTL of 6 s, a query takes about 400 ms, 20 reads a second at each node");
    }

    @Test
    void page_drawsEveryStackAndThePromise() throws Exception {
        written(REPORT);
        assertThat(Files.readString(Page.write(folder)))
                .contains("On 1,000 nodes, the origin receives 1 query for one expired entry with lock")
                .contains("{\"name\":\"2N + 3\",\"values\":[5.0,2003.0]}");
    }

    @Test
    void reportThatLacksAFleetOrIs_anotherIsRefusedInOneSentence() throws Exception {
        Path holed = written(REPORT.replace("\"lock\", \"nodes\": 1,", "\"swr\", \"nodes\": 1,"));
        assertThatThrownBy(() -> ScalingText.table(ScalingReport.FORMAT.read(holed)))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("the report has no row of lock on 1 nodes");
        Path empty = written("{\"kind\": \"scaling\"}");
        assertThatThrownBy(() -> ScalingReport.FORMAT.read(empty)).hasMessageContaining("has no fleet in it");
        Path other = written("{\"kind\": \"scopes\"}");
        assertThatThrownBy(() -> ScalingReport.FORMAT.read(other))
                .hasMessageContaining("is not a report of the simulation");
    }

    private Path written(String json) throws IOException {
        return Files.writeString(folder.resolve(ScalingReport.FORMAT.file()), json);
    }
}
