package dev.corral.yardstick;

import jakarta.inject.Singleton;

/** The response that all controls return, until another is set. */
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
