package dev.corral.node;

import dev.corral.node.config.FrameworkNames;
import dev.corral.node.config.StartFailure;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts a node; a start that fails says in a sentence what to change, where the framework would print a trace. */
@QuarkusMain
public final class NodeMain {

    public static void main(String... args) {
        // The framework would answer a target that it cannot read without a body; the node reads it itself.
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
