package dev.corral.lab.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scopes.ScopesReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the page of scopes shows each fleet's queries per boundary and the nodes that sent them. */
class ScopesPageTest {

    @TempDir
    Path folder;

    @Test
    void fleets_standSideBySideWithTheirNodes() throws Exception {
        Written written = scopes(2, 5);
        int ofNode = written.report().rows().getFirst().hotByNode().get("node-1");
        assertThat(ofNode).isPositive();
        assertThat(written.page())
                .contains(
                        "On 5 nodes, the origin receives this many queries for one expired entry: 5 with naive, 1 with "
                                + "lock.")
                .contains("<h3>2 nodes</h3>", "<h3>5 nodes</h3>")
                .contains("title=\"node-1\">" + ofNode + "</i>");
        var scopes = written.data().get("scopes");
        assertThat(scopes.get("nodes")).hasToString("[2,5]");
        assertThat(scopes.get("series").get(0).get("medians")).hasToString("[2.0,5.0]");
        assertThat(scopes.get("series").get(1).get("medians")).hasToString("[1.0,1.0]");
    }

    @Test
    void scopesWithoutFleets_getOneSentence() throws Exception {
        Files.writeString(folder.resolve(ScopesReport.FORMAT.file()), "{\"kind\": \"scopes\", \"sizes\": []}");
        assertThatThrownBy(() -> Page.write(folder))
                .hasMessageContaining("is not a report of ./corral lab, scopes, break or bench");
    }

    /** Writes a report of fleets whose first rung sends one query per node. */
    private Written scopes(int... sizes) throws Exception {
        Written written = null;
        ObjectNode scopes = ReportFiles.JSON.createObjectNode().put("kind", "scopes");
        ArrayNode all = scopes.putArray("sizes");
        for (int nodes : sizes) {
            written = Written.run(folder, "abc", nodes);
            ObjectNode size = ReportFiles.JSON.valueToTree(written.report());
            ((ObjectNode) size.get("scenario")).put("nodes", nodes);
            scopes.set("conditions", size.get("conditions"));
            all.add(size);
        }
        ReportFiles.JSON.writeValue(folder.resolve(ScopesReport.FORMAT.file()).toFile(), scopes);
        return written;
    }
}
