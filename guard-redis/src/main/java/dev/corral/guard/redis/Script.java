package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The Lua scripts, one for each atomic step. Each is in a {@code .lua} file next to this class; {@code common.lua} is
 * prepended to all of them.
 */
enum Script {
    ACQUIRE,
    PUBLISH,
    RENEW,
    RELEASE,
    INVALIDATE,
    HEAL,
    REPORT,
    REPLACE;

    private final byte[] source = read("common.lua", name().toLowerCase(Locale.ROOT) + ".lua");
    private final String digest = sha1(source);

    /**
     * Calls the script by its digest, which is tried first. Redis forgets its scripts when it restarts; the call then
     * needs {@link #whole}.
     */
    Request brief(List<String> keys, Object... arguments) {
        return with(Request.cmd(Command.EVALSHA).arg(digest), keys, arguments);
    }

    Request whole(List<String> keys, Object... arguments) {
        return with(Request.cmd(Command.EVAL).arg(source), keys, arguments);
    }

    private static Request with(Request request, List<String> keys, Object... arguments) {
        request.arg(keys.size());
        keys.forEach(request::arg);
        for (Object argument : arguments) {
            request.arg(
                    argument instanceof byte[] bytes
                            ? bytes
                            : String.valueOf(argument).getBytes(UTF_8));
        }
        return request;
    }

    private static byte[] read(String... resources) {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (String resource : resources) {
            try (InputStream in = Script.class.getResourceAsStream(resource)) {
                in.transferTo(source);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return source.toByteArray();
    }

    private static String sha1(byte[] source) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }
}
