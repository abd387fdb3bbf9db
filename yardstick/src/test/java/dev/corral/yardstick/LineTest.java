package dev.corral.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes one control the strong one: it sends what is asked within a tick in one write. */
class LineTest {

    private final List<Integer> writes = new ArrayList<>();
    private final List<Handler<Void>> ends = new ArrayList<>();
    private final Line line = new Line(loop(), Future.succeededFuture(connection()));
    private final List<Boolean> answers = new ArrayList<>();

    @Test
    void requestsOfATick_leaveTogetherAndAreAllAnswered() {
        for (int each = 0; each < 3; each++) {
            line.together(get(), reply -> answers.add(reply.succeeded()));
        }
        assertThat(writes).isEmpty();

        endTick();

        assertThat(writes).containsExactly(3);
        assertThat(answers).containsExactly(true, true, true);
    }

    @Test
    void nextTick_hasAWriteOfItsOwn() {
        line.together(get(), reply -> {});
        endTick();
        line.together(get(), reply -> {});
        endTick();

        assertThat(writes).containsExactly(1, 1);
    }

    @Test
    void requestAlone_leavesAtOnce() {
        line.alone(get(), reply -> answers.add(reply.succeeded()));
        line.alone(get(), reply -> answers.add(reply.succeeded()));

        assertThat(writes).containsExactly(1, 1);
        assertThat(answers).containsExactly(true, true);
    }

    @Test
    void lostConnection_isEverybodysFailure() {
        Line lost = new Line(loop(), Future.failedFuture("lost"));
        lost.together(get(), reply -> answers.add(reply.succeeded()));
        lost.together(get(), reply -> answers.add(reply.succeeded()));
        endTick();

        assertThat(answers).containsExactly(false, false);
    }

    private void endTick() {
        List<Handler<Void>> now = List.copyOf(ends);
        ends.clear();
        now.forEach(end -> end.handle(null));
    }

    private static Request get() {
        return Request.cmd(Command.GET).arg("key");
    }

    private Context loop() {
        return proxy(Context.class, (method, argument) -> {
            @SuppressWarnings("unchecked")
            Handler<Void> task = (Handler<Void>) argument;
            return ends.add(task);
        });
    }

    private RedisConnection connection() {
        return proxy(RedisConnection.class, (method, argument) -> {
            int count = method.equals("batch") ? ((List<?>) argument).size() : 1;
            writes.add(count);
            List<Response> replies = java.util.Collections.nCopies(count, null);
            return method.equals("batch") ? Future.succeededFuture(replies) : Future.succeededFuture();
        });
    }

    private interface Called {
        Object with(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Called called) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = called.with(method.getName(), arguments[0]);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
