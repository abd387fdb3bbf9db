package dev.corral.guard.store;

import java.util.function.Consumer;

/** Hears what a shared store pushes about entries. Called on an event loop: must not block. */
public interface PushListener {

    /** @param name the {@link dev.corral.guard.core.Key#toString()} of the entry whose value or failure changed */
    void changed(String name);

    /** Everything may have changed: pushes are live, again or at last, or the store was flushed. */
    void allChanged();

    /** From now on changes may go unheard. */
    default void lost() {}

    static PushListener of(Consumer<String> changed, Runnable allChanged) {
        return new PushListener() {
            @Override
            public void changed(String name) {
                changed.accept(name);
            }

            @Override
            public void allChanged() {
                allChanged.run();
            }
        };
    }
}
