package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.gate.Gate;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import dev.corral.node.switches.Document.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Environment environment = Node.virtual(time, 1);
    private final SharedMemory memory = new SharedMemory();
    private final List<SwitchedNode> nodes = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        nodes.forEach(node -> node.reconciler.stop());
        time.advance(POLL.multipliedBy(2));
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void document_isAppliedAndReportedByEveryNode() {
        SwitchedNode one = node("one");
        SwitchedNode other = node("other");

        memory.text = written(gate(Document.EMPTY, 8));
        time.advance(POLL.multipliedBy(2));

        assertThat(List.of(one.permits.limit(), other.permits.limit())).containsExactly(8, 8);
        assertThat(memory.notes).containsEntry("one", "1").containsEntry("other", "1");
    }

    @Test
    void olderDocumentOrNone_isReplacedByThatOfTheNode() {
        Document one = gate(Document.EMPTY, 8);
        String two = written(gate(one, 4));
        memory.text = two;
        SwitchedNode node = node("one");

        for (String lost : List.of("", written(one), "no document", "{\"revision\":")) {
            memory.text = lost;
            time.advance(POLL);
            assertThat(memory.text).as("in place of '%s'", lost).isEqualTo(two);
        }
        assertThat(node.permits.limit()).isEqualTo(4);
    }

    @Test
    void otherDocumentOfTheSameRevision_isThatOfRedisOnAllNodes() {
        memory.text = written(gate(Document.EMPTY, 8));
        SwitchedNode one = node("one");
        memory.text = written(gate(Document.EMPTY, 4));
        SwitchedNode other = node("other");
        time.advance(POLL);

        assertThat(memory.document().switches().gateLoads()).hasValue(4);
        assertThat(List.of(one.permits.limit(), other.permits.limit())).containsExactly(4, 4);
    }

    @Test
    void revisionThatIsBeingApplied_isNotReportedYet() {
        Permits permits = new Permits(1, 64);
        SwitchedNode node = new SwitchedNode("one", memory, environment, permits);
        List<Long> reported = new ArrayList<>();
        Gate gate = new Gate(
                request -> {
                    reported.add(node.revision());
                    return Uni.createFrom().nothing();
                },
                permits,
                environment,
                Events.NONE);
        gate.load(request("held")).subscribe().with(answer -> {});
        gate.load(request("queued")).subscribe().with(answer -> {});

        node.reconciler.adopt(written(gate(Document.EMPTY, 2)));

        assertThat(permits.inside()).as("the queued load has entered while the gate was applied").isEqualTo(2);
        assertThat(reported).containsExactly(0L, 0L);
        assertThat(node.revision()).isEqualTo(1);
    }

    @Test
    void redisThatDoesNotAnswer_delaysReadinessForFiveSeconds() {
        memory.answers = false;
        SwitchedNode node = node("one");

        time.advance(Duration.ofMillis(4_900));
        assertThat(node.reconciler.isReady()).isFalse();
        time.advance(Duration.ofMillis(200));
        assertThat(node.reconciler.isReady()).isTrue();

        memory.text = written(gate(Document.EMPTY, 8));
        memory.answers = true;
        time.advance(POLL);
        assertThat(node.permits.limit()).isEqualTo(8);
    }

    private SwitchedNode node(String name) {
        SwitchedNode node = new SwitchedNode(name, memory, environment);
        nodes.add(node);
        node.reconciler.begin();
        time.settle();
        return node;
    }

    private static Request request(String key) {
        return Request.of(new Key("full", key));
    }

    private static String written(Document document) {
        return DocumentJson.write(document);
    }

    private static Document gate(Document document, int loads) {
        Step step = new Step(
                new Author("ann", ""),
                "gate " + loads,
                document.switches().gate(loads),
                Optional.empty());
        return document.next(0, document.switches(), step, 1);
    }
}
