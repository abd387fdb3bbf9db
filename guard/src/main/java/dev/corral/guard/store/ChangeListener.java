package dev.corral.guard.store;

import java.util.function.Consumer;

/**
 * A listener for changes in the shared store. It is called on any thread that receives a change, and must not block.
 */
public interface ChangeListener {

    /** @param name the {@link dev.corral.guard.core.Key#toString()} of the entry whose value or failure changed */
    void changed(String name);

    /** Called when everything may have changed: changes are reported again after a gap, or the store was emptied. */
    void allChanged();

    /** Called when changes may no longer be reported. */
    default void lost() {}

    static ChangeListener of(Consumer<String> changed, Runnable allChanged) {
        return new ChangeListener() {
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
