package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.memory.ResponseBudget;
import org.junit.jupiter.api.Test;

class UploadRoomTest {

    private static final int SMALL = 64 * 1024;
    private static final int MOST = 1_000_000;

    private final ResponseBudget all = new ResponseBudget(2 * MOST);
    private final UploadRoom room = new UploadRoom(all, MOST, () -> {});

    @Test
    void largeUploads_leaveRoomForLoadsAndSmallRows() {
        room.take(0, SMALL + MOST);

        assertThatThrownBy(() -> room.take(SMALL, 1)).isInstanceOf(Shed.class);
        assertThatCode(() -> room.take(0, SMALL)).doesNotThrowAnyException();
        assertThatCode(() -> all.take(MOST / 4)).doesNotThrowAnyException();
    }

    @Test
    void roomThatIsGivenBack_isThereAgain() {
        room.take(0, SMALL);
        room.take(SMALL, MOST);
        room.give(SMALL + MOST);

        assertThat(all.held()).isZero();
        assertThatCode(() -> room.take(0, SMALL + MOST)).doesNotThrowAnyException();
    }

    @Test
    void refusedBytes_areNotCounted() {
        all.take(2 * MOST);
        assertThatThrownBy(() -> room.take(0, SMALL + 1)).isInstanceOf(Shed.class);
        all.give(2 * MOST);

        assertThatCode(() -> room.take(0, SMALL + MOST)).doesNotThrowAnyException();
        assertThatThrownBy(() -> room.take(SMALL + MOST, 1)).isInstanceOf(Shed.class);
        assertThat(all.held()).isEqualTo(SMALL + MOST);
    }
}
