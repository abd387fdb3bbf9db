package dev.corral.node.testing;

import static dev.corral.node.testing.RawOrigin.rowOf;
import static dev.corral.node.testing.RawOrigin.whole;

import dev.corral.node.testing.RawOrigin.Asked;
import java.util.List;
import java.util.Random;

/**
 * Random responses, well-formed and ill-formed, from a seed. A well-formed one contains its key; everything else that
 * is sent contains {@value #STRANGER}.
 */
public final class FuzzedResponses implements RawOrigin.Script {

    public static final String STRANGER = "row stranger";

    private static final String FOREIGN = whole(STRANGER);

    private final Random random;
    private final List<RawOrigin.Script> illFormed = List.of(
            asked -> asked.send(whole(rowOf(asked.key())) + FOREIGN),
            asked -> pieces(asked, whole(rowOf(asked.key())), FOREIGN),
            asked -> asked.send(whole(rowOf(asked.key())) + "junk behind it\r\n\r\n"),
            asked -> later(asked, whole(rowOf(asked.key())), "junk that comes late"),
            asked -> asked.send("HTTP/1.1 204 No Content\r\n\r\n" + STRANGER),
            asked -> asked.send("HTTP/1.1 204 No Content\r\nContent-Length: 12\r\n\r\n" + STRANGER),
            asked -> later(asked, "HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n", STRANGER),
            asked -> asked.send(whole(rowOf(asked.key()), "Content-Length: 1")),
            asked -> asked.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + rowOf(asked.key()) + FOREIGN),
            asked -> asked.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunked(rowOf(asked.key())) + FOREIGN),
            asked -> asked.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + FOREIGN),
            asked -> asked.send("HTTP/1.1 101 Switching Protocols\r\n\r\n" + FOREIGN),
            asked -> asked.send("no HTTP at all\r\n\r\n" + FOREIGN),
            asked -> asked.send("HTTP/1.1 200 OK\r\nX: a\u0001b\r\n\r\n" + FOREIGN),
            asked -> end(asked, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nrow "),
            asked -> end(asked, "HTTP/1.1 200 OK\r\nContent-"),
            Asked::close);
    private final List<RawOrigin.Script> wellFormed = List.of(
            asked -> asked.send(whole(rowOf(asked.key()))),
            asked -> asked.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(rowOf(asked.key()))),
            asked -> pieces(
                    asked,
                    "HTTP/1.1 200 OK\r\nContent-Len",
                    "gth: ",
                    whole(rowOf(asked.key())).substring(33)),
            asked -> asked.send(interim() + whole(rowOf(asked.key()))),
            asked -> later(asked, interim() + interim(), whole(rowOf(asked.key()))),
            asked -> end(asked, whole(rowOf(asked.key()), "Connection: close")),
            asked -> end(asked, "HTTP/1.1 200 OK\r\n\r\n" + rowOf(asked.key())),
            asked -> asked.send("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: "
                    + rowOf(asked.key()).length() + "\r\n\r\n" + rowOf(asked.key())));
    private final double share;

    /** @param share the share of ill-formed responses */
    public FuzzedResponses(long seed, double share) {
        this.random = new Random(seed);
        this.share = share;
    }

    /** Whether the responses of a key are well-formed; the key's name decides it. */
    public static boolean isWellFormed(String key) {
        return key.startsWith("well");
    }

    /** The name of the key with this number. */
    public synchronized String key(int number) {
        return (random.nextDouble() < share ? "ill-" : "well-") + number;
    }

    @Override
    public void answer(Asked asked) {
        List<RawOrigin.Script> scripts = isWellFormed(asked.key()) ? wellFormed : illFormed;
        scripts.get(next(scripts.size())).answer(asked);
    }

    private synchronized int next(int bound) {
        return random.nextInt(bound);
    }

    private String interim() {
        return "HTTP/1.1 " + List.of("100", "102", "103", "104", "199").get(next(5)) + " Interim\r\n\r\n";
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static void pieces(Asked asked, String... pieces) {
        for (String each : pieces) {
            asked.send(each);
        }
    }

    private void later(Asked asked, String first, String second) {
        asked.send(first);
        asked.after(1 + next(5), () -> asked.send(second));
    }

    private static void end(Asked asked, String last) {
        asked.send(last);
        asked.close();
    }
}
