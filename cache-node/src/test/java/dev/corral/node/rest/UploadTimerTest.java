package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.clients.EndedClients;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.testing.SetClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadTimerTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Upload> complete = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Vert.x numbers timers from 0, so an id that was never set is that of another part's timer. */
    @Test
    void bodyThatHasArrivedBefore_cancelsNoTimerOfAnotherPart() {
        long first = vertx.setTimer(Duration.ofMinutes(1).toMillis(), due -> {});

        Upload.receive(ended(), vertx, limits(), new Upload.Receiver() {
            @Override
            public void complete(Upload upload) {
                complete.add(upload);
            }

            @Override
            public void refused(RuntimeException why) {
                throw new AssertionError(why);
            }

            @Override
            public void late() {
                throw new AssertionError("it is not late");
            }
        });

        assertThat(complete).hasSize(1);
        assertThat(first).isZero();
        assertThat(vertx.cancelTimer(first)).as("the timer is still set").isTrue();
    }

    private static Upload.Limits limits() {
        EndedClients ended = new EndedClients((after, task) -> {});
        SlowResponses slow = new SlowResponses(new SetClock(), Duration.ofSeconds(30), ended);
        UploadRoom room = new UploadRoom(new ResponseBudget(1_000), 1_000, () -> {});
        return new Upload.Limits(1_000, Duration.ofSeconds(30), room, slow);
    }

    /** A request whose body was read to its end before. */
    private static HttpServerRequest ended() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                HttpServerRequest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "isEnded", "equals" -> true;
                    case "hashCode" -> 1;
                    case "toString" -> "a request that has ended";
                    default -> throw new AssertionError(method + " is not needed");
                });
    }
}
