package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Prometheus program of this system. */
record PrometheusProgram(Path path) {

    static final String NAME = "prometheus";

    private static final Pattern VERSION = Pattern.compile("version v?(\\d{1,4})\\.(\\d{1,4})");

    /** The oldest version that reads the rules: they have keep_firing_for. */
    private static final int MAJOR = 2;

    private static final int MINOR = 42;

    /** @throws LabException if no folder contains it */
    static PrometheusProgram on(ProgramPath path) {
        try {
            return new PrometheusProgram(path.find(NAME));
        } catch (IOException absent) {
            throw new LabException(
                    Reasons.of(absent) + "; a drill needs it: install it (on Debian, the package prometheus)", absent);
        }
    }

    /** @throws LabException if it is too old for the rules, or cannot be run */
    void requireVersion() {
        String text = Commands.run(List.of(path.toString(), "--version"), path + " cannot be run");
        Matcher version = VERSION.matcher(text);
        if (version.find() && isTooOld(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))) {
            throw new LabException(Text.of(
                    "%s is version %s.%s; a drill needs %d.%d or newer: install a newer one, or put it first on PATH",
                    path, version.group(1), version.group(2), MAJOR, MINOR));
        }
    }

    private static boolean isTooOld(int major, int minor) {
        return major < MAJOR || major == MAJOR && minor < MINOR;
    }
}
