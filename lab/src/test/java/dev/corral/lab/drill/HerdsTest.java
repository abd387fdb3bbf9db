package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks that the herds name alerts and panels that exist, and that a seed can select each of them. */
class HerdsTest {

    private static final Path DASHBOARDS = Path.of("..", "dashboards");
    private static final Pattern ALERT = Pattern.compile("(?m)^ *- alert: (\\w+)$");

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

    /** What the drill does is what on-call reads. */
    @Test
    void everyCommandOfAStep_isInTheRunbook() {
        List<RunbookCommand> commands = Runbook.nextTo(DASHBOARDS).commands();
        assertThat(steps())
                .filteredOn(step -> step.startsWith(RunbookCommand.CTL) || step.startsWith("redis-cli"))
                .hasSizeGreaterThan(15)
                .allSatisfy(step -> assertThat(commands).anyMatch(command -> command.matches(step)));
    }

    /** A switch is run with a cache of the drill; another command must be the step of a herd. */
    @Test
    void everyCommandOfTheRunbook_isRunByTheDrill() {
        assertThat(Runbook.nextTo(DASHBOARDS).commands())
                .hasSizeGreaterThan(20)
                .allMatch(command -> command.isCtl() || steps().stream().anyMatch(command::matches));
    }

    private static List<String> steps() {
        return Herds.all().stream()
                .flatMap(herd -> herd.on().apply(null).steps().stream())
                .map(Step::text)
                .toList();
    }

    @Test
    void everyStepThatIsNoSwitch_canBeRequestedInPractice() {
        assertThat(Herds.all().stream().flatMap(herd -> herd.on().apply(null).steps().stream()))
                .filteredOn(step -> step.path().isPresent())
                .extracting(step -> step.path().orElseThrow())
                .isNotEmpty()
                .isSubsetOf(HiddenHerd.PATHS);
    }

    @Test
    void herdForPractice_beginsWhenTheRulesHaveAHistory() {
        assertThat(HiddenHerd.beginsWithin()).isEqualTo(DrillScenario.TTL.multipliedBy(15));
    }

    @Test
    void seed_selectsAlwaysTheSameHerdAndEachIsSelectedBySome() {
        assertThat(HiddenHerd.drawn(7)).isEqualTo(HiddenHerd.drawn(7));
        assertThat(IntStream.range(0, 200).mapToObj(HiddenHerd::drawn)).containsAll(Herds.all());
    }
}
