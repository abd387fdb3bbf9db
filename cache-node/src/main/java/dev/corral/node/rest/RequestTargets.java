package dev.corral.node.rest;

import java.net.URI;
import java.net.URISyntaxException;

/** The rules for every request target. */
final class RequestTargets {

    private static final int MAX_LENGTH = 8 * 1024;

    private RequestTargets() {}

    static void checkLength(String target) {
        if (target.length() > MAX_LENGTH) {
            throw new ProblemException(Problems.targetTooLong(MAX_LENGTH));
        }
    }

    /**
     * Checks a target for the framework's resources, which expect a valid URI. The parser of row targets has rules of
     * its own.
     */
    static void check(String target) {
        if (target.indexOf('#') >= 0) {
            throw new ProblemException(Problems.invalidTarget("a request target must have no #: encode it as %23"));
        }
        try {
            new URI(target);
        } catch (URISyntaxException broken) {
            throw new ProblemException(
                    Problems.invalidTarget("a request target must be a URI: percent-encode all other characters"));
        }
    }
}
