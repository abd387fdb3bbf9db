package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltAotCacheTest {

    @TempDir
    Path home;

    @Test
    void absentFile_isNotUsed() {
        assertThat(BuiltAotCache.use(BuiltAotCache.ofNodes(home))).isEmpty();
    }

    @Test
    void file_isUsedByTheJvmThatHasWrittenIt() throws IOException {
        Path file = BuiltAotCache.ofNodes(home);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");

        assertThat(file.getFileName().toString()).matches("cache-node-[A-Za-z0-9.-]+\\.aot");
        assertThat(BuiltAotCache.use(file)).containsExactly("-XX:AOTCache=" + file);
    }

    @Test
    void flags_areOptionsOfTheCommand() {
        List<String> command = JvmCommand.of(
                "node-1", home, Jvm.ofService(Compilers.FIRST).with(List.of("-XX:AOTCache=a")), List.of());

        assertThat(command).contains("-XX:AOTCache=a", "-XX:TieredStopAtLevel=1");
    }

    @Test
    void jvm_keepsItsOtherFlagsWithoutTheFile() {
        Jvm jvm = Jvm.ofService(Compilers.BOTH).with(List.of("-Xlog:gc")).with(BuiltAotCache.read(home));

        assertThat(BuiltAotCache.outOf(jvm))
                .isEqualTo(Jvm.ofService(Compilers.BOTH).with(List.of("-Xlog:gc")));
    }
}
