package dev.corral.guard.runtime;

import java.util.concurrent.Executor;

/** The event loops of the host: they determine where a caller is resumed, and where a shared load runs. */
public interface EventLoops {

    /** An implementation without event loops: every task runs on the calling thread. */
    EventLoops INLINE = new EventLoops() {
        private final Home home = new Home(Runnable::run, Runnable::run);

        @Override
        public Home home() {
            return home;
        }

        @Override
        public void detached(Runnable task) {
            task.run();
        }
    };

    /** The event loop and the context of the current thread. */
    Home home();

    /**
     * Runs the task on the event loop of the current thread, in a context of its own that does not end with any caller.
     */
    void detached(Runnable task);

    /**
     * The event loop and the context in which a caller is resumed.
     *
     * @param loop the caller's event loop; callers with the same loop are resumed in one task of the loop
     * @param context runs a task, already on the loop, inside the caller's own context
     */
    record Home(Executor loop, Executor context) {}
}
