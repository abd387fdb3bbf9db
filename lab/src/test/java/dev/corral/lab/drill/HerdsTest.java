package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that the herds name alerts and panels that exist, that their steps are those of the runbook, and that a seed
 * can select each of them.
 */
class HerdsTest {

    private static final Path DASHBOARDS = Path.of("..", "dashboards");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");
    private static final Pattern COMMAND = Pattern.compile("\\./corral ctl ([^`\\n#]+?)(?= *[`\\n#])");
    /** The commands whose first parameter is a cache. */
    private static final Set<String> OF_A_CACHE = Set.of("stack", "ttl", "stale", "shed", "warm", "hot");
    /** Combinations of mitigations that are a part of what a drill adds. */
    private static final Set<String> PARTS = Set.of("stack CACHE --with lock", "stack CACHE --with swr");

    @Test
    void names_areUnique() {
        assertThat(Herds.all()).extracting(Herd::name).doesNotHaveDuplicates().hasSize(10);
    }

    @Test
    void quickHerds_areSomeOfAll() {
        assertThat(Herds.all()).containsAll(Herds.quick());
        assertThat(Herds.quick())
                .extracting(Herd::name)
                .containsExactly("hot-key", "mass-expiry", "missing-keys", "cold-start", "holder-dead", "redis-dead");
    }

    @Test
    void unknownName_isAnsweredWithTheNamesThatExist() {
        assertThatThrownBy(() -> Herds.named(List.of("flood")))
                .hasMessageContaining("there is no herd 'flood'; the herds are metastable, hot-key,");
    }

    @Test
    void everyAlert_isARule() throws Exception {
        Set<String> alerts = ALERT.matcher(Files.readString(DASHBOARDS.resolve("rules/ttl-10s/alerts.yml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Herds.all()).allSatisfy(herd -> {
            assertThat(alerts).contains(herd.about().alert());
            assertThat(alerts).containsAll(herd.about().followers().keySet());
            assertThat(herd.about().followers()).doesNotContainKey("");
        });
        assertThat(alerts).containsAll(Fired.OF_HOURS);
    }

    @Test
    void everyPanel_isOnABoard() {
        Boards boards = Boards.read(DASHBOARDS);
        assertThat(Herds.all())
                .allSatisfy(herd ->
                        assertThat(boards.of(herd.about().panel()).board()).isEqualTo("stampede"));
    }

    @Test
    void commandsOfTheSteps_areThoseOfTheRunbook() throws Exception {
        Set<String> stated = COMMAND.matcher(runbook())
                .results()
                .map(found -> form(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> taken = Herds.all().stream()
                .flatMap(HerdsTest::commands)
                .map(HerdsTest::form)
                .collect(Collectors.toCollection(TreeSet::new));
        taken.add("undo");

        assertThat(stated).containsAll(taken);
        stated.removeAll(PARTS);
        assertThat(taken).containsAll(stated);
        assertThat(form("ttl full 8s")).isEqualTo("ttl CACHE TIME");
    }

    @Test
    void documentOfTheDrill_hasTheAlertAndTheCommandsOfEachHerd() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "drill.md"));
        for (Herd herd : Herds.all()) {
            String line = document.lines()
                    .filter(each -> each.startsWith("| `" + herd.name() + "` |"))
                    .findFirst()
                    .orElseThrow();
            assertThat(line).contains("| " + herd.about().alert() + " |");
            assertThat(commands(herd).map(command -> command.replaceAll("^(warm \\S+) .*", "$1 KEY...")))
                    .as(line)
                    .allSatisfy(command -> assertThat(line).contains("`ctl " + command + "`"));
        }
    }

    /** The sections of the runbook that end a herd. */
    private static String runbook() throws Exception {
        String all = Files.readString(Path.of("..", "runbook.md"));
        return all.substring(0, all.indexOf("## 5. "));
    }

    /** A node that holds locks is not changed by a command. */
    private static Stream<String> commands(Herd herd) {
        return herd == HolderDead.HERD
                ? Stream.empty()
                : herd.on().apply(null).steps().stream()
                        .map(Step::text)
                        .filter(text -> text.startsWith("./corral ctl "))
                        .map(text -> text.substring("./corral ctl ".length()));
    }

    /** A command with placeholders in place of the cache, keys, times, numbers of loads and revisions. */
    private static String form(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (OF_A_CACHE.contains(words.getFirst())) {
            words.set(1, "CACHE");
        }
        if (words.getFirst().equals("warm")) {
            return "warm CACHE KEY";
        }
        return String.join(" ", words)
                .replaceAll("\\b\\d+(ms|s|m|h)\\b", "TIME")
                .replaceAll("^gate \\d+$", "gate LOADS")
                .replace(" REVISION", "");
    }

    @Test
    void seed_selectsAlwaysTheSameHerdAndEachIsSelectedBySome() {
        assertThat(HiddenHerd.drawn(7)).isEqualTo(HiddenHerd.drawn(7));
        assertThat(IntStream.range(0, 200).mapToObj(HiddenHerd::drawn)).containsAll(Herds.all());
    }
}
