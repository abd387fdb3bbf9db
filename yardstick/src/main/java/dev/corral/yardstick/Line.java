package dev.corral.yardstick;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * The connection of one event loop to Redis, shared by all requests of that loop. It runs on that loop.
 *
 * <p>It has no deadline, no retry and no second connection: a control does only what is necessary.
 */
final class Line {

    private final Context loop;
    private final Future<RedisConnection> connection;
    private List<Asked> asked = new ArrayList<>();

    private record Asked(Request request, Handler<AsyncResult<Response>> answer) {}

    Line(Context loop, Future<RedisConnection> connection) {
        this.loop = loop;
        this.connection = connection;
    }

    /** Sends the request in a write of its own. */
    void alone(Request request, Handler<AsyncResult<Response>> answer) {
        connection.compose(open -> open.send(request)).onComplete(answer);
    }

    /** Sends the request in one write with all others of the same tick of the loop. */
    void together(Request request, Handler<AsyncResult<Response>> answer) {
        asked.add(new Asked(request, answer));
        if (asked.size() == 1) {
            loop.runOnContext(endOfTick -> flush());
        }
    }

    private void flush() {
        List<Asked> batch = asked;
        asked = new ArrayList<>();
        if (batch.size() == 1) {
            alone(batch.getFirst().request, batch.getFirst().answer);
            return;
        }
        List<Request> requests = new ArrayList<>(batch.size());
        for (Asked each : batch) {
            requests.add(each.request);
        }
        connection.compose(open -> open.batch(requests)).onComplete(replies -> {
            for (int each = 0; each < batch.size(); each++) {
                int index = each;
                batch.get(each).answer.handle(replies.map(all -> all.get(index)));
            }
        });
    }
}
