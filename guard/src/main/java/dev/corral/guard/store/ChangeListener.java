package dev.corral.guard.store;

import java.util.function.Consumer;

/** Hears what changes in the shared store. Called on whatever thread hears of it: must not block. */
public interface ChangeListener {

    /** @param name the {@link dev.corral.guard.core.Key#toString()} of the entry whose value or failure changed */
    void changed(String name);

    /** Everything may have changed: changes are told again after a gap, or the store was emptied. */
    void allChanged();

    /** From now on changes may go unheard. */
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
