package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsInUseTest {

    @TempDir
    Path apps;

    @BeforeEach
    void nameApps() {
        System.setProperty("corral.apps", apps.toString());
    }

    @AfterEach
    void forgetApps() {
        System.clearProperty("corral.apps");
    }

    @Test
    void heldApplications_cannotBeLockedByABuild() throws Exception {
        Path lock = Files.createFile(apps.resolve("lock"));
        assertThat(AppsInUse.hold()).isTrue();

        try (FileChannel build = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            assertThatThrownBy(build::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
    }

    @Test
    void removedApplications_areRefused() {
        assertThat(AppsInUse.hold()).isFalse();
    }

    @Test
    void withoutLauncher_nothingIsLocked() {
        System.clearProperty("corral.apps");
        assertThat(AppsInUse.hold()).isTrue();
    }
}
