package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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

    private List<String> command(Compilers compilers) {
        return JvmCommand.of("node-1", logs, Jvm.ofService(compilers), List.of());
    }
}
