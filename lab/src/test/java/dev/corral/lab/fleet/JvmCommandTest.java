package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandTest {

    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    @TempDir
    Path logs;

    @Test
    void firstCompiler_isTheLastTier() {
        assertThat(command(Compilers.FIRST)).contains(FIRST_COMPILER);
    }

    @Test
    void bothCompilers_needNoFlag() {
        assertThat(command(Compilers.BOTH)).noneMatch(flag -> flag.contains("Tiered"));
    }

    @Test
    void heap_isTheOneOfTheJvm() {
        assertThat(command(Compilers.FIRST)).contains("-Xmx" + Jvm.SERVICE_HEAP_MIB + "m");
    }

    @Test
    void nodeThatDiffers_hasItsCompilersAndItsOptions() {
        NodeStart start = NodeStart.USUAL.withoutRehearsal().withFirstCompiler().withAot(Path.of("/tmp/node.aot"));
        List<String> command = JvmCommand.of("cold-1", logs, start.jvm(Jvm.ofService(Compilers.BOTH)), List.of());

        assertThat(command).contains(FIRST_COMPILER, "-XX:AOTCache=/tmp/node.aot");
        assertThat(start.settings()).containsExactly(Map.entry("corral.warm.rehearsal", "0s"));
        assertThat(NodeStart.USUAL.jvm(Jvm.ofService(Compilers.BOTH))).isEqualTo(Jvm.ofService(Compilers.BOTH));
    }

    private List<String> command(Compilers compilers) {
        return JvmCommand.of("node-1", logs, Jvm.ofService(compilers), List.of());
    }
}
