package dev.corral.lab.fault;

import dev.corral.lab.fleet.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP/1.1 origin on plain sockets, which sends whatever bytes its script chooses over connections that it keeps. */
final class RawOrigin implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final Script script;
    private final Set<RawConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();

    /** Decides what is sent for one request, and whether its connection stays open. */
    interface Script {
        void answer(RawRequest request, RawConnection connection) throws IOException;
    }

    private RawOrigin(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    /** Accepts connections when this returns. */
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
            // The fault is over.
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
            // Its other end has closed it, or the script.
        } finally {
            open.removeIf(RawConnection::closed);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The URL template of its rows. */
    String template() {
        return "http://127.0.0.1:" + port() + "/rows/{key}";
    }

    /** The most requests for one key whose name begins like this. */
    int mostOfOneKey(String prefix) {
        return received.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Whether every connection has been closed by one side. */
    boolean hasNoConnection() {
        return open.isEmpty();
    }

    /**
     * Sends bytes that nobody has asked for over every open connection; no request may be in progress.
     *
     * @return over how many
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
            // Nobody can connect to it.
        }
        open.forEach(RawConnection::close);
    }
}
