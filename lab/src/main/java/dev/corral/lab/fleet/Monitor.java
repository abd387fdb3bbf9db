package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The commands that clients send to a Redis, recorded with MONITOR. The commands that a script runs are not sent by a
 * client and are left out.
 *
 * @see <a href="https://redis.io/docs/latest/commands/monitor/">MONITOR</a>
 */
public final class Monitor implements AutoCloseable {

    private static final String OF_A_SCRIPT = " lua] ";
    private static final int QUIET_LOOKS = 6;

    private final Socket socket;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private Monitor(Socket socket) {
        this.socket = socket;
    }

    /** @param key the key whose commands are recorded; it is a part of their arguments */
    public static Monitor of(RedisServer redis, String key) {
        URI uri = URI.create(redis.url());
        try {
            Socket socket = new Socket(uri.getHost(), uri.getPort());
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.UTF_8));
            lines.readLine();
            Monitor monitor = new Monitor(socket);
            Thread.ofPlatform().daemon().name("redis-monitor").start(() -> monitor.listen(lines, key));
            return monitor;
        } catch (IOException failure) {
            throw new LabException(
                    "Redis at " + Masked.url(redis.url()) + " does not report its commands (MONITOR)", failure);
        }
    }

    private void listen(BufferedReader lines, String key) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(key) && !line.contains(OF_A_SCRIPT)) {
                    commands.add(line);
                }
            }
        } catch (IOException closed) {
            // The monitor was closed.
        }
    }

    /** The number of commands so far; returns once no further command has arrived for a while. */
    public int commands() {
        int before = -1;
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            quiet = commands.size() == before ? quiet + 1 : 0;
            before = commands.size();
            Patience.brief();
        }
        return before;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // The connection has already ended.
        }
    }
}
