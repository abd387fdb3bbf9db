package dev.corral.node.config;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Explains why a node did not start, in sentences about what to change. An unknown failure is printed with its stack
 * trace.
 */
public final class StartFailure {

    private StartFailure() {}

    public static String explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigValidationException)) {
            root = root.getCause();
        }
        return switch (root) {
            case ConfigurationException broken -> broken.getMessage();
            case ConfigValidationException broken -> values(broken);
            case QuarkusBindException failed -> port(failed);
            // The framework has an exception of its own only for the port of quarkus.http.port.
            case BindException taken ->
                "the port of quarkus.management.port is in use: choose another one, not that of quarkus.http.port";
            case UnknownHostException unknown ->
                "the host of quarkus.http.host or quarkus.management.host is not known (" + unknown.getMessage()
                        + "); it must be an address of this machine: correct it";
            case NoSuchFileException missing ->
                "the file " + missing.getFile() + " of a setting does not exist: correct its name, or create it";
            case IllegalStateException failed -> tlsOr(failed, failure);
            default -> trace(failure);
        };
    }

    private static String values(ConfigValidationException broken) {
        return IntStream.range(0, broken.getProblemCount())
                .mapToObj(each -> ValueFailure.sentence(broken.getProblem(each).getMessage()))
                .distinct()
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String port(QuarkusBindException failed) {
        return isOfThisMachine(failed.getHost())
                ? "port " + failed.getPort()
                        + " is in use: choose other ports with quarkus.http.port and quarkus.management.port"
                : "port " + failed.getPort()
                        + " cannot be opened: quarkus.http.host must be an address of this machine; correct it";
    }

    /**
     * Whether the host is an address of this machine. The message of the failure cannot be used, because the system
     * words it in the language of the locale.
     */
    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Recognises the framework's failure for an unknown name of its TLS registry. */
    private static String tlsOr(IllegalStateException failed, Throwable whole) {
        return String.valueOf(failed.getMessage()).contains("TLS configuration")
                ? "quarkus.redis.tls-configuration-name: there is no configuration of that name; set quarkus.tls.<name>,"
                        + " or correct the name"
                : trace(whole);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return "the node did not start: " + text;
    }
}
