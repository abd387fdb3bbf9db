package dev.corral.yardstick;

import jakarta.inject.Singleton;

/** The answer that all controls give, as long as they are told no other. */
@Singleton
class ModelHolder {

    private volatile Model model = Model.NOTHING;

    Model get() {
        return model;
    }

    void set(Model told) {
        model = told;
    }
}
