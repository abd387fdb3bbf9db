package dev.corral.guard.redis;

import dev.corral.guard.layer.Shelf;
import java.util.function.Consumer;

/** Hears what Redis pushes about entries. Called on an event loop: must not block. */
public interface PushListener {

    /** @param name the {@link dev.corral.guard.core.Key#toString()} of the entry whose value or failure changed */
    void changed(String name);

    /** Everything may have changed: pushes are live again after a gap, or Redis was flushed. */
    void allChanged();

    /** From now on changes may go unheard. */
    default void lost() {}

    /** Tells a near cache, so that it trusts its entries exactly while pushes are live. */
    static PushListener to(Shelf shelf) {
        return new PushListener() {
            @Override
            public void changed(String name) {
                shelf.changed(name);
            }

            @Override
            public void allChanged() {
                shelf.allChanged();
            }

            @Override
            public void lost() {
                shelf.lost();
            }
        };
    }

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
