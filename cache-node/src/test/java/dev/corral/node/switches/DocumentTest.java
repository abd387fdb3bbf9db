package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.node.switches.Document.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    private static final Author ANN = new Author("ann", "a herd");

    @Test
    void undo_putsBackWhatStoodBefore() {
        Document two = gate(gate(Document.EMPTY, 8), 4);

        Document undone = undo(two, Optional.empty());

        assertThat(undone.revision()).isEqualTo(3);
        assertThat(undone.switches()).isEqualTo(Switches.NONE.gate(8));
        assertThat(undone.last().orElseThrow().what()).isEqualTo("undo 2 (gate 4)");
    }

    @Test
    void undoAfterUndo_goesFurtherBack() {
        Document three = gate(gate(gate(Document.EMPTY, 8), 4), 2);

        Document once = undo(three, Optional.empty());
        Document twice = undo(once, Optional.empty());
        Document thrice = undo(twice, Optional.empty());

        assertThat(once.switches().gateLoads()).hasValue(4);
        assertThat(twice.switches().gateLoads()).hasValue(8);
        assertThat(thrice.switches().isNone()).isTrue();
        assertThatThrownBy(() -> undo(thrice, Optional.empty())).hasMessage("there is no switch to undo");
        assertThat(undo(gate(twice, 1), Optional.empty()).switches().gateLoads())
                .hasValue(8);
    }

    @Test
    void undoOfANamedRevision_putsBackWhatStoodBeforeIt() {
        Document three = gate(gate(gate(Document.EMPTY, 8), 4), 2);

        assertThat(undo(three, Optional.of(2L)).switches().gateLoads()).hasValue(8);
        assertThat(undo(undo(three, Optional.of(1L)), Optional.of(4L))
                        .switches()
                        .gateLoads())
                .as("an undo can be undone by its revision")
                .hasValue(2);
        assertThatThrownBy(() -> undo(three, Optional.of(9L)))
                .hasMessage("switch 9 is not among the last 20; choose from [3, 2, 1]");
    }

    @Test
    void undoOfAnUndo_doesNotRepeatWhatThatUndid() {
        Document document = gate(Document.EMPTY, 8);
        for (long revision = 1; revision <= 9; revision++) {
            document = undo(document, Optional.of(revision));
        }

        assertThat(document.history().stream().limit(2).map(Change::what))
                .containsExactly("undo 9 (undo 8)", "undo 8 (undo 7)");
    }

    @Test
    void documentThatWouldBeTooLong_isWithoutItsOldestChanges() {
        Document document = Document.EMPTY;
        for (int each = 1; each <= 20; each++) {
            document = DocumentJson.fitted(document.next(0, document.switches(), largeStep(each), each));
        }

        assertThat(document.history()).hasSizeBetween(2, 19);
        assertThat(document.history().getFirst().revision()).isEqualTo(20);
        DocumentJson.checkLength(DocumentJson.write(document));
        Document undone = DocumentJson.fitted(undo(document, Optional.empty()));
        DocumentJson.checkLength(DocumentJson.write(undone));
        assertThat(undone.switches()).isEqualTo(document.history().getFirst().before());
    }

    @Test
    void switchesThatAreTooLongByThemselves_areRefused() {
        assertThatThrownBy(() -> DocumentJson.checkLength("x".repeat(262_145)))
                .hasMessageContaining("they must have at most 262144: undo some");
    }

    @Test
    void history_isBounded() {
        Document document = Document.EMPTY;
        for (int loads = 1; loads <= 30; loads++) {
            document = gate(document, loads);
        }

        assertThat(document.revision()).isEqualTo(30);
        assertThat(document.history()).hasSize(20);
        assertThat(document.history().getFirst().revision()).isEqualTo(30);
    }

    @Test
    void endedSwitches_areNotInForceAndNextRevisionIsHigher() {
        Document one = gate(Document.EMPTY, 8);

        assertThat(one.switches(1)).isEqualTo(Switches.NONE);
        assertThat(one.switches(0)).isEqualTo(Switches.NONE.gate(8));
        assertThat(one.next(5, Switches.NONE, step(4), 1).revision()).isEqualTo(6);
    }

    @Test
    void json_keepsEverything() {
        CacheSwitches full = new CacheSwitches(
                List.of("lock"),
                List.of("gate"),
                Optional.of(Duration.ofMillis(1_500)),
                Map.of("hot:", Duration.ofSeconds(2)),
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ofMinutes(5)),
                true);
        Document document = undo(
                Document.EMPTY.next(
                        0, Switches.NONE, new Step(ANN, "x", Switches.NONE.with("full", full), Optional.empty()), 7),
                Optional.empty());

        assertThat(DocumentJson.read(DocumentJson.write(document))).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{}", "{\"revision\":\"x\"}", "{\"revision\":1,\"switches\":{},\"history\":[]}"})
    void otherText_isNoDocument(String text) {
        assertThat(DocumentJson.read(text)).isEqualTo(Document.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000", "a\u001b[2J", "a\u0085b", "a\u2028b", "a\u2029b", "a\ud800"})
    void authorWithControlCharacters_isRefused(String text) {
        assertThatThrownBy(() -> new Author(text, "")).hasMessageContaining("no line breaks");
        assertThatThrownBy(() -> new Author("ann", text + "x".repeat(300))).hasMessageContaining("at most 200");
    }

    private static Document gate(Document document, int loads) {
        return document.next(0, document.switches(), step(loads), 1);
    }

    /** A switch of three caches with as many prefixes as each may have. */
    private static Step largeStep(int seconds) {
        Map<String, Duration> ttls = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(
                        each -> "x".repeat(90) + each, each -> Duration.ofSeconds(seconds)));
        CacheSwitches own = new CacheSwitches(
                List.of(), List.of(), Optional.empty(), ttls, Optional.empty(), Optional.empty(), false);
        return new Step(
                ANN,
                "ttl",
                Switches.NONE.with("a", own).with("b", own).with("c", own),
                Optional.empty());
    }

    private static Step step(int loads) {
        return new Step(ANN, "gate " + loads, Switches.NONE.gate(loads), Optional.empty());
    }

    private static Document undo(Document document, Optional<Long> revision) {
        return document.next(0, document.switches(), document.undo(revision, ANN), 1);
    }
}
