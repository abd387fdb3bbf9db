package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {

    @TempDir
    Path logs;

    @Test
    void signal_reachesItsProcess() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "exec cat").start();
        Signals.send("TERM", process.pid());
        assertThat(process.waitFor()).isEqualTo(143);
    }

    @Test
    void signalThatCannotBeSent_isTheShellsSentence() {
        assertThatThrownBy(() -> Signals.send("STOP", Integer.MAX_VALUE))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("could not send STOP to process " + Integer.MAX_VALUE + ": ");
    }

    @Test
    void signalToAChildThatHasEnded_isNone() {
        try (Child child = Child.start("child", logs.resolve("child.log"), List.of("/bin/sh", "-c", "exit 3"))) {
            assertThat(child.awaitEnd(Duration.ofSeconds(20))).isTrue();
            child.signal("CONT");
            assertThat(child.hasEndedUnasked()).isTrue();
        }
    }

    @Test
    void childThatTheLabKills_hasNotEndedUnasked() {
        try (Child child = Child.start("child", logs.resolve("child.log"), List.of("/bin/sh", "-c", "exec cat"))) {
            child.signal("KILL");
            assertThat(child.awaitEnd(Duration.ofSeconds(20))).isTrue();
            assertThat(child.hasEndedUnasked()).isFalse();
        }
    }
}
