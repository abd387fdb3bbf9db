package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP/1.1 origin on plain sockets, which sends the bytes that its script chooses over kept connections. */
final class RawOrigin implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final Script script;
    private final Set<RawConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();

    /** Decides which bytes are sent for a request and whether its connection stays open. */
    interface Script {
        void answer(RawRequest request, RawConnection connection) throws IOException;
    }

    private RawOrigin(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    /** Starts an origin, which accepts connections when this returns. */
    static RawOrigin start(Script script) {
        try {
            RawOrigin origin = new RawOrigin(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), script);
            Thread.ofVirtual().name("raw-origin").start(origin::accept);
            return origin;
        } catch (IOException failure) {
            throw new LabException("no free port on loopback: " + failure.getMessage(), failure);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().name("raw-connection").start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The server socket was closed: the fault is over.
        }
    }

    private void serve(Socket socket) {
        try (RawConnection connection = new RawConnection(socket)) {
            open.add(connection);
            for (RawRequest request = connection.next(); request != null; request = connection.next()) {
                received.merge(request.key(), 1, Integer::sum);
                script.answer(request, connection);
            }
        } catch (IOException gone) {
            // The client or the script has closed the connection.
        } finally {
            open.removeIf(RawConnection::closed);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The URL template of the rows of this origin. */
    String template() {
        return "http://127.0.0.1:" + port() + "/rows/{key}";
    }

    /** The largest number of requests for one key whose name begins with the prefix. */
    int mostOfOneKey(String prefix) {
        return received.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Whether every connection has been closed by one of its sides. */
    boolean hasNoConnection() {
        return open.isEmpty();
    }

    /**
     * Sends unrequested bytes over every open connection. No request may be in progress.
     *
     * @return the number of connections
     */
    int sendUnasked(String bytes) {
        int sent = 0;
        for (RawConnection each : open) {
            try {
                each.send(bytes);
                sent++;
            } catch (IOException closed) {
                open.remove(each);
            }
        }
        return sent;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            // The port can no longer accept connections in any case.
        }
        open.forEach(RawConnection::close);
    }
}
