package dev.corral.lab.fleet;

import dev.corral.lab.load.LabVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;

/** The main class of the {@link BareServer} process, which exits when its standard input ends. */
final class BareServerMain {

    static final String LISTENING = "listening";

    private static final int EVENT_LOOPS = 2;
    private static final int BACKLOG = 1_024;

    private BareServerMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Vertx vertx = LabVertx.create(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        // Each event loop accepts connections itself, as the event loops of a node do.
        for (int loop = 0; loop < EVENT_LOOPS; loop++) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setAcceptBacklog(BACKLOG))
                    .requestHandler(BareServerMain::answer)
                    .listen(port)
                    .onSuccess(server -> System.out.println(LISTENING))
                    .onFailure(Throwable::printStackTrace);
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }

    private static void answer(HttpServerRequest request) {
        request.connection().exceptionHandler(Throwable::printStackTrace);
        if (request.method() == HttpMethod.PUT) {
            request.body()
                    .onSuccess(body -> request.response().setStatusCode(204).end());
        } else {
            request.response().end(Buffer.buffer(Bodies.of(request.path()))).onFailure(Throwable::printStackTrace);
        }
    }
}
