package dev.corral.lab.fleet;

/** A server in a process of its own that is started for one run, and ends with it. */
public interface ServerProcess extends AutoCloseable {

    int port();

    /** Port on loopback that serves the health checks. */
    int managementPort();

    boolean running();

    /** Lines of its log that contain this text. */
    long logLines(String text);

    @Override
    void close();
}
