package dev.corral.node.origin;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** A response that violates HTTP/1.1. It is a failure of one key, and no evidence about the origin. */
final class MalformedResponse extends RuntimeException {

    MalformedResponse(String sentence) {
        super(sentence, null, false, false);
    }

    /** Names the rule that was broken, and the limit if there is one. */
    static MalformedResponse of(Throwable cause, ResponseDecoder.Limits limits) {
        return switch (cause) {
            case MalformedResponse known -> known;
            case TooLongHttpHeaderException tooLong ->
                new MalformedResponse("a response header of more than " + limits.headerBytes() + " bytes");
            case TooLongHttpLineException tooLong ->
                new MalformedResponse("a status line or chunk header of more than " + limits.lineBytes() + " bytes");
            default -> new MalformedResponse("a response that is not HTTP/1.1: " + cause.getMessage());
        };
    }
}
