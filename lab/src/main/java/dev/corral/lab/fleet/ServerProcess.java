package dev.corral.lab.fleet;

/** A server in a process of its own that is started for one run and ends with it. */
public interface ServerProcess extends AutoCloseable {

    int port();

    /** The port on loopback that serves the health checks. */
    int managementPort();

    boolean running();

    /** The number of lines of its log that contain this text. */
    long logLines(String text);

    @Override
    void close();
}
