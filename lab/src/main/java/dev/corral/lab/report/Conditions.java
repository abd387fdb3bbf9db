package dev.corral.lab.report;

import dev.corral.lab.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The machine, the commit and the JDK of a report.
 *
 * @param jdk the JDK in which the lab ran; if k6 generated the load, k6 instead
 */
public record Conditions(String commit, int cores, long memoryMiB, String os, String jdk) {

    private static final String K6 = "k6";

    /** Whether k6 generated the load, on an existing fleet. */
    public boolean ofK6() {
        return jdk.startsWith(K6);
    }

    /** Returns the machine as the end of a sentence. */
    public String machine() {
        return Text.of("%d cores, %d MiB, %s, %s", cores, memoryMiB, os, ofK6() ? jdk : "JDK " + jdk.strip());
    }

    /** Returns the conditions as sentences. */
    public String text() {
        return "Commit " + commit + ", " + machine() + ".";
    }

    /** @param seed the seed of the load */
    public String text(long seed) {
        return Text.of("Seed %d, commit %s, %s.", seed, commit, machine());
    }

    public static Conditions here() {
        return new Conditions(
                readCommit(),
                Runtime.getRuntime().availableProcessors(),
                readMemoryMiB(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vendor.version", "") + " " + Runtime.version());
    }

    /** The commit of the checkout, marked if there are changes; "unknown" if there is no checkout. */
    private static String readCommit() {
        String commit = git("rev-parse", "--short=12", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? commit : commit + " with changes";
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command)
                    .directory(Path.of(System.getProperty("corral.home", ".")).toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? output.strip() : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static long readMemoryMiB() {
        var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() >> 20 : 0;
    }
}
