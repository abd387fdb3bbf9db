package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final String URL = "http://127.0.0.1:9090";
    private static final Pattern PICTURE =
            Pattern.compile("(?m)^ *(dashboards/preview/(?:picture|serve) .*?)(?: +#.*)?$");

    @Test
    void practice_statesThatTheHerdMayBeginAtOnceAndWhichSignalsEndIt() {
        assertThat(Addresses.practice(URL))
                .contains("A herd may begin at any moment from now, at the latest in 150 s.")
                .contains("Ctrl-C or SIGTERM prints which one it was")
                .contains("curl -X POST " + URL + "/redis/start");
    }

    @Test
    void commandsForTheBoards_areThoseOfTheDocument() throws Exception {
        List<String> printed = commands(Addresses.boards("URL"));
        assertThat(printed)
                .anyMatch(command -> command.contains(" board=fleet "))
                .anyMatch(command -> command.endsWith(" cache=lock"))
                .isEqualTo(commands(Files.readString(Path.of("../docs/drill.md"))));
        assertThat(Addresses.boards(URL)).contains("prometheus=" + URL).doesNotContain("URL");
    }

    private static List<String> commands(String text) {
        return PICTURE.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
