package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookCommandTest {

    private static final Runbook RUNBOOK = Runbook.of("""
            | hot key | `./corral ctl stack CACHE --with lock`, then `./corral ctl warm CACHE KEY` | *Panel* |
            Undo with `./corral ctl undo`, or a `./corral ctl` that lists the same node twice. Not ./corral ctl status.

                ./corral ctl hot CACHE          # the keys that matter
                ./corral ctl status
                ./corral drill --quick
            2. `redis-cli CONFIG SET maxmemory 2gb`; again `./corral ctl undo`
            """);

    @Test
    void commands_areThoseInCodeOnceEach() {
        assertThat(RUNBOOK.commands())
                .extracting(RunbookCommand::text)
                .containsExactly(
                        "./corral ctl stack CACHE --with lock",
                        "./corral ctl warm CACHE KEY",
                        "./corral ctl undo",
                        "./corral ctl hot CACHE",
                        "./corral ctl status",
                        "redis-cli CONFIG SET maxmemory 2gb");
    }

    @ParameterizedTest
    @CsvSource({
        "./corral ctl stack CACHE --with lock, ./corral ctl stack naive --with lock, true",
        "./corral ctl stack CACHE --with lock, './corral ctl stack naive --with lock,swr', false",
        "./corral ctl stack CACHE --with lock, ./corral ctl stack naive --without lock, false",
        "./corral ctl warm CACHE KEY, ./corral ctl warm full a b c, true",
        "./corral ctl warm CACHE KEY KEY, ./corral ctl warm full a, false",
        "./corral ctl gate 4, ./corral ctl gate 16, true",
        "./corral ctl ttl CACHE 30s, ./corral ctl ttl full 8s, true",
        "./corral ctl undo, ./corral ctl undo 3, false",
        "./corral ctl undo REVISION, ./corral ctl undo 3, true",
        "redis-cli CONFIG SET maxmemory 2gb, redis-cli CONFIG SET maxmemory 0, true",
        "redis-cli CONFIG SET maxmemory 2gb, redis-cli CONFIG GET maxmemory 0, false"
    })
    void command_isAnyThatDiffersInNamesAndNumbersOnly(String command, String run, boolean matches) {
        assertThat(new RunbookCommand(command).matches(run)).isEqualTo(matches);
    }

    @Test
    void commandsThatWereNotRun_areLeft() {
        List<String> run = List.of("./corral ctl stack full --with lock", "./corral ctl status", "./corral ctl hot full");
        assertThat(RUNBOOK.without(run))
                .extracting(RunbookCommand::text)
                .containsExactly(
                        "./corral ctl warm CACHE KEY", "./corral ctl undo", "redis-cli CONFIG SET maxmemory 2gb");
    }

    @Test
    void arguments_haveTheirValues() {
        assertThat(new RunbookCommand("./corral ctl warm CACHE KEY KEY").arguments("full", "a", "7"))
                .isEqualTo("warm full a a");
        assertThat(new RunbookCommand("./corral ctl undo REVISION").arguments("full", "a", "7"))
                .isEqualTo("undo 7");
    }
}
