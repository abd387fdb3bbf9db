package dev.corral.guard.runtime;

import java.util.concurrent.Executor;

/** The seam to the event loops of the host: where a caller is resumed, and where a shared load runs. */
public interface EventLoops {

    /** No event loops: everything runs where it is called. */
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

    /** Of the running thread. */
    Home home();

    /** Runs the task on the running thread's loop, in a context of its own that no caller's end can touch. */
    void detached(Runnable task);

    /**
     * Where a caller lives.
     *
     * @param loop its event loop; callers with the same loop are resumed in one hop
     * @param context runs a task, already on the loop, inside the caller's own context
     */
    record Home(Executor loop, Executor context) {}
}
