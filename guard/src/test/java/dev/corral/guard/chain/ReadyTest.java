package dev.corral.guard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.junit.jupiter.api.Test;

class ReadyTest {

    private final Ready<String> ready = new Ready<>("there");

    @Test
    void everySubscriber_isGivenTheItemAtOnce() {
        assertThat(ready.subscribe()
                        .withSubscriber(UniAssertSubscriber.create())
                        .getItem())
                .isEqualTo("there");
        assertThat(ready.map(String::length).await().indefinitely()).isEqualTo(5);
        assertThat(ready.item()).isEqualTo("there");
    }

    @Test
    void whoLeavesAsHeComes_isGivenNothing() {
        Leaving leaving = new Leaving();

        ready.subscribe().withSubscriber(leaving);

        assertThat(leaving.given).isFalse();
    }

    private static final class Leaving implements UniSubscriber<String> {
        private boolean given;

        @Override
        public void onSubscribe(UniSubscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onItem(String item) {
            given = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            given = true;
        }
    }
}
