package dev.corral.lab.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The token of run-time switches of a fleet, in a file that only its user can read, among the working folders of the
 * run.
 */
final class SwitchToken {

    static final String SETTING = "corral.switches.token-file";

    private static final int BYTES = 24;

    private SwitchToken() {}

    static Path file(Path logs) {
        return folder(logs).path().resolve("token");
    }

    /** Writes a new random token. */
    static void write(Path logs) {
        byte[] token = new byte[BYTES];
        new SecureRandom().nextBytes(token);
        try {
            folder(logs).renew();
        } catch (IOException failure) {
            throw new LabException("cannot write " + file(logs) + ": " + Reasons.of(failure), failure);
        }
        PrivateFile.write(
                file(logs), out -> out.write(HexFormat.of().formatHex(token).getBytes(UTF_8)));
    }

    private static WorkFolder folder(Path logs) {
        return WorkFolder.of(logs, "switches");
    }
}
