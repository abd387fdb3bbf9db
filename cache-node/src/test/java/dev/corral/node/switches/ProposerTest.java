package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import dev.corral.node.switches.SharedMemory.Fault;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProposerTest {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final Environment environment = Node.virtual(time, 1);
    private final SharedMemory memory = new SharedMemory();
    private final SwitchedNode one = new SwitchedNode("one", memory, environment);
    private final SwitchedNode other = new SwitchedNode("other", memory, environment);

    @AfterEach
    void nothingIsLeft() {
        one.reconciler.stop();
        other.reconciler.stop();
        time.advance(LONGEST_WAIT);
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void change_isDoneWhenEveryLiveNodeHasConfirmedIt() {
        begin(one, other);
        UniAssertSubscriber<Outcome> made = gate(one, 8);
        made.assertNotTerminated();

        time.advance(POLL.multipliedBy(2));

        assertThat(made.awaitItem().getItem().fleet().confirmed(1)).hasSize(2);
        assertThat(other.permits.limit()).isEqualTo(8);
    }

    @Test
    void nodeThatDoesNotApplyIt_isNamedAfterFiveSeconds() {
        begin(one, other);
        other.reconciler.stop();
        UniAssertSubscriber<Outcome> made = gate(one, 8);

        time.advance(LONGEST_WAIT.minusMillis(200));
        made.assertNotTerminated();
        time.advance(Duration.ofMillis(300));

        assertThat(made.awaitItem().getItem().fleet().silent(1)).extracting(NodeState::name).containsExactly("other");
    }

    @Test
    void changeRightAfterRedisHasLostTheDocument_isMadeOnTopOfIt() {
        begin(one);
        gate(one, 8).awaitItem();
        memory.text = "";

        Outcome made = gate(one, 4).awaitItem().getItem();

        assertThat(made.document().revision()).isEqualTo(2);
        assertThat(memory.document().history()).extracting(Change::what).containsExactly("gate 4", "gate 8");
    }

    @Test
    void changeThatAnotherOnePrecedes_isAConflictThatNamesIt() {
        begin(one, other);
        memory.beforeReplacing = () -> gate(other, 4);

        Throwable lost = gate(one, 8).awaitFailure().getFailure();

        assertThat(lost)
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("another switch was made at the same moment: revision 1 (gate 4, by ann)");
        assertThat(memory.document().switches().gateLoads()).hasValue(4);
        time.advance(LONGEST_WAIT);
    }

    @Test
    void storedChangeThatAnotherOneReplaces_isAConflict() {
        begin(one, other);
        UniAssertSubscriber<Outcome> made = gate(one, 8);
        made.assertNotTerminated();
        // Redis loses the document, and a node that has not read it yet makes another switch.
        memory.text = "";
        gate(other, 4);

        time.advance(POLL);

        assertThat(made.awaitFailure().getFailure())
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("revision 1 (gate 4, by ann)");
        assertThat(one.permits.limit()).isEqualTo(4);
    }

    @Test
    void changeWhoseReplyIsLost_isFoundInTheDocument() {
        begin(one);
        memory.faults.add(Fault.REPLY_LOST);

        Outcome made = gate(one, 8).awaitItem().getItem();

        assertThat(made.document().revision()).isEqualTo(1);
        assertThat(made.fleet().confirmed(1)).hasSize(1);
        assertThat(one.permits.limit()).isEqualTo(8);
    }

    @Test
    void changeThatRedisRefuses_failsWithTheReasonAndChangesNothing() {
        begin(one);
        memory.faults.add(Fault.REFUSED);

        assertThat(gate(one, 8).awaitFailure().getFailure()).isInstanceOf(StoreUnavailable.class);

        assertThat(memory.text).isEmpty();
        assertThat(one.permits.limit()).isEqualTo(SwitchedNode.LOADS);
    }

    @Test
    void redisThatStopsAnswering_leavesItUnknownWhetherTheChangeIsStored() {
        begin(one);
        memory.faults.add(Fault.REPLY_LOST);
        memory.beforeReplacing = () -> memory.answers = false;
        UniAssertSubscriber<Outcome> made = gate(one, 8);
        made.assertNotTerminated();

        time.advance(LONGEST_WAIT.plusMillis(100));

        assertThat(made.awaitFailure().getFailure())
                .isInstanceOf(Unconfirmed.class)
                .hasMessageContaining("has not answered whether it has stored revision 1 (gate 8, by ann)");
    }

    @Test
    void redisThatStopsAnsweringAfterTheChange_leavesItUnconfirmed() {
        begin(one);
        memory.afterReplacing = () -> memory.answers = false;
        UniAssertSubscriber<Outcome> made = gate(one, 8);

        time.advance(LONGEST_WAIT.plusMillis(100));

        assertThat(made.awaitFailure().getFailure())
                .isInstanceOf(Unconfirmed.class)
                .hasMessageContaining("revision 1 is stored and applied on this node");
        assertThat(one.permits.limit()).isEqualTo(8);
    }

    @Test
    void undoAtTheSameMomentAsASwitch_isAConflict() {
        begin(one, other);
        gate(one, 8);
        time.advance(POLL.multipliedBy(2));
        memory.beforeReplacing = () -> gate(other, 4);

        UniAssertSubscriber<Outcome> undone =
                subscribed(one.proposer.undo(new Author("bob", ""), Optional.empty()));

        assertThat(undone.awaitFailure().getFailure()).isInstanceOf(Conflict.class);
        assertThat(memory.document().switches().gateLoads()).hasValue(4);
        time.advance(LONGEST_WAIT);
    }

    private void begin(SwitchedNode... nodes) {
        List.of(nodes).forEach(node -> node.reconciler.begin());
        time.settle();
    }

    private static UniAssertSubscriber<Outcome> gate(SwitchedNode node, int loads) {
        return subscribed(
                node.proposer.change(new Author("ann", ""), "gate " + loads, switches -> switches.gate(loads)));
    }

    private static UniAssertSubscriber<Outcome> subscribed(Uni<Outcome> change) {
        return change.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
