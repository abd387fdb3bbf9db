package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's README follows the life of a release. */
class ReadmeTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

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
}
