package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's README follows the life of a release. */
class ReadmeTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    private static final Pattern COMMAND = Pattern.compile("(?m)^ {4}.*\\b(?:kubectl|helm) .+$");

    @Test
    void sections_followTheLifeOfARelease() {
        List<String> headings = HEADING.matcher(Chart.read(Chart.SOURCE.resolve("README.md")))
                .results()
                .map(heading -> heading.group(1))
                .toList();
        assertThat(headings)
                .doesNotHaveDuplicates()
                .startsWith(
                        "Install",
                        "Your own origin and Redis",
                        "Turn the demonstration off",
                        "Rotate a password",
                        "Renew a certificate",
                        "Upgrade",
                        "Roll back",
                        "Uninstall");
    }

    /** Commands are copied one after the other; without a namespace they would be about other objects. */
    @Test
    void commands_nameTheNamespaceOfTheRelease() {
        List<String> commands = COMMAND.matcher(Chart.read(Chart.SOURCE.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(commands).hasSizeGreaterThan(15).allMatch(command -> command.contains("--namespace corral"));
    }
}
