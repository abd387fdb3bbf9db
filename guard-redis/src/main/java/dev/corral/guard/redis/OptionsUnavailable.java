package dev.corral.guard.redis;

/** An attempt to connect that has no options, because their supplier failed. */
final class OptionsUnavailable extends RuntimeException {

    /** @param reason of the supplier, which can name a file of the machine */
    OptionsUnavailable(Throwable reason) {
        super(reason.getMessage(), reason, false, false);
    }
}
