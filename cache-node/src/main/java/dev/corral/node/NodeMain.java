package dev.corral.node;

import dev.corral.node.config.FrameworkNames;
import dev.corral.node.config.StartFailure;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The entry point of a node. If the start fails, it prints one sentence about what to change instead of the framework's
 * stack trace.
 */
@QuarkusMain
public final class NodeMain {

    public static void main(String... args) {
        // The framework would answer a request target that it cannot parse without a body; the node parses targets
        // itself.
        System.setProperty("vertx.disableURIValidation", "true");
        FrameworkNames.listen();
        Quarkus.run(null, NodeMain::end, args);
    }

    private static void end(int code, Throwable failure) {
        if (failure != null) {
            System.err.println(StartFailure.explain(failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }
}
