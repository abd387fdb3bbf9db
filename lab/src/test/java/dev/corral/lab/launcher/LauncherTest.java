package dev.corral.lab.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.launcher.Checkout.Run;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code ./corral} on other machines: with the Java, Maven, locale and folders that it finds there. */
class LauncherTest {

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new Checkout(folder, "checkout");
    }

    @Test
    void shimOnPath_isAskedForTheJdk() throws Exception {
        Path jdk = checkout.jdk("shims-choice", "26");
        checkout.script("bin/java", "#!/bin/sh\nexec " + jdk.resolve("bin/java") + " \"$@\"\n");
        Run run = checkout.without("JAVA_HOME").run("lab");

        assertThat(run.said()).contains("variable JAVA_HOME=" + jdk, "argument lab");
        assertThat(run.process().exitValue()).isZero();
    }

    @Test
    void oldJavaHome_isNamedAndAnotherIsTaken() throws Exception {
        Path old = checkout.jdk("jdk-17", "17");
        Path jdk = checkout.jdk("on-path", "25");
        checkout.script("bin/java", "#!/bin/sh\nexec " + jdk.resolve("bin/java") + " \"$@\"\n");
        Run run = checkout.with("JAVA_HOME", old.toString()).run("lab");

        assertThat(run.said())
                .contains("JAVA_HOME names " + old + "/bin/java, which is Java 17 in " + old)
                .contains("using Java 25 in " + jdk)
                .contains("variable JAVA_HOME=" + jdk);
    }

    @Test
    void javaHomeWithoutCompiler_isNamed() throws Exception {
        Path runtime = checkout.jdk("jre", "25");
        Files.delete(runtime.resolve("bin/javac"));

        assertThat(checkout.with("JAVA_HOME", runtime.toString()).run("lab").said())
                .contains("which is Java 25 in " + runtime + " without a compiler");
    }

    @Test
    void shimWithoutVersion_isQuoted() throws Exception {
        checkout.script("bin/java", "#!/bin/sh\necho No version is set for command java\nexit 126\n");

        assertThat(checkout.with("JAVA_HOME", folder.resolve("none").toString())
                        .run("lab")
                        .said())
                .contains("java on PATH is " + folder.resolve("bin/java"))
                .contains("No version is set for command java");
    }

    @Test
    void repeatedOptionsOfTheEnvironment_areNotQuoted() throws Exception {
        String repeated =
                "echo NOTE: Picked up JDK_JAVA_OPTIONS: -Dp=s3cret\necho Picked up JAVA_TOOL_OPTIONS: -Dp=s3cret\n";
        checkout.script("bin/java", "#!/bin/sh\n" + repeated + "echo\necho No version is set\n");
        Run java = checkout.with("JAVA_HOME", folder.resolve("none").toString()).run("lab");
        assertThat(java.said())
                .contains("which prints no version, but: No version is set;")
                .doesNotContain("s3cret");

        checkout.script("bin/mvn", "#!/bin/sh\n" + repeated + "echo Error: no such JVM\nexit 1\n");
        checkout.source("two");
        Path jdk = folder.resolve("jdk-25");
        Run maven = checkout.with("JAVA_HOME", jdk.toString()).run("lab");
        assertThat(maven.said()).contains("does not start (Error: no such JVM)").doesNotContain("s3cret");
    }

    @Test
    void optionsOfTheEnvironment_areTakenAwayAndPropertiesKept() throws Exception {
        Run run = checkout.with("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC -Da.b='c d' -Xms1g")
                .with("JDK_JAVA_OPTIONS", "-Dproxy.password=secret @more")
                .with("_JAVA_OPTIONS", "-agentlib:jdwp=transport=dt_socket,address=5005")
                .run("lab");

        assertThat(run.said())
                .contains("JAVA_TOOL_OPTIONS has -XX:+UseG1GC -Xms1g: every JVM of ./corral runs without it")
                .contains("JDK_JAVA_OPTIONS has @more: ", "_JAVA_OPTIONS has -agentlib:jdwp: ")
                .contains("variable JAVA_TOOL_OPTIONS=-Da.b='c d' -Dproxy.password=secret\n")
                .doesNotContain("variable JDK_JAVA_OPTIONS", "variable _JAVA_OPTIONS");
    }

    @Test
    void openQuoteInTheOptions_isRefused() throws Exception {
        Run run = checkout.with("JAVA_TOOL_OPTIONS", "-Da='b c").run("lab");

        assertThat(run.said())
                .contains("JAVA_TOOL_OPTIONS has a quote that is not closed; every quote in it must be closed");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void warningsOfAJvm_areNotQuoted() throws Exception {
        checkout.script(
                "bin/java",
                "#!/bin/sh\necho '[0.017s][warning][os,thread] Failed to set up'\necho No version is set\nexit 1\n");

        assertThat(checkout.with("JAVA_HOME", folder.resolve("none").toString())
                        .run("lab")
                        .said())
                .contains("which prints no version, but: No version is set;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error occurred during initialization of VM\nCould not reserve enough space for object heap",
                "[0.01s][warning][os] odd\nError occurred during initialization of VM\nCould not allocate compressed class space",
                "[0.01s][warning][os,thread] Failed to start thread\n[0.01s][error  ][gc,task  ] Failed to create worker thread",
                "There is insufficient memory for the Java Runtime Environment to continue."
            })
    void jvmWithoutMemory_isNoMissingJdk(String message) throws Exception {
        checkout.script("bin/java", "#!/bin/sh\ncat <<'END'\n" + message + "\nEND\nexit 1\n");
        Run run = checkout.without("JAVA_HOME").run("lab");

        assertThat(run.said())
                .contains(
                        "does not start; its message is '",
                        message.substring(message.lastIndexOf('\n') + 1).replaceFirst("^\\[.*\\]", ""))
                .contains("raise the limits of memory")
                .doesNotContain("install", "[warning]");
        assertThat(run.end()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 40, 255})
    void lowLimitOfOpenFiles_isRefused(int limit) throws Exception {
        checkout.script("go", "#!/bin/sh\nulimit -n " + limit + "\nexec \"$@\"\n");
        Run run = checkout.behind(List.of(folder.resolve("go").toString())).run("lab");

        assertThat(run.said().strip())
                .isEqualTo("corral: the limit of open files (ulimit -n) is " + limit
                        + "; it must be 256 or more: raise it");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void closedOutput_isRefusedAndOtherClosedStreamsAreReplaced() throws Exception {
        checkout.script("go", "#!/bin/sh\nexec \"$@\" >&-\n");
        Run run = checkout.behind(List.of(folder.resolve("go").toString())).run("lab");
        assertThat(run.said()).contains("the standard output is closed; it must be open");
        assertThat(run.end()).isEqualTo(2);

        checkout.script("go", "#!/bin/sh\nexec \"$@\" <&- 2>&-\n");
        Run other = checkout.behind(List.of(folder.resolve("go").toString())).run("lab");
        assertThat(other.said()).contains("argument lab").doesNotContain("Bad file");
        assertThat(other.end()).isZero();
    }

    @Test
    void pipeAsOutput_isToldToTheLab() throws Exception {
        assertThat(checkout.run("lab").said()).contains("argument -Dcorral.piped=false");
        checkout.script("go", "#!/bin/sh\n\"$@\" | cat\n");
        assertThat(checkout.behind(List.of(folder.resolve("go").toString()))
                        .run("lab")
                        .said())
                .contains("argument -Dcorral.piped=true");
    }

    @Test
    void damagedFileOfTheLab_ofUnchangedSizeIsBuiltAgain() throws Exception {
        checkout.run("lab");
        try (Stream<Path> files = Files.walk(checkout.root().resolve("target/dist"))) {
            Path jar = files.filter(each -> each.endsWith("lab/target/lib/made.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.write(jar, new byte[(int) Files.size(jar)]);
        }

        assertThat(checkout.run("lab").end()).isZero();
        assertThat(checkout.builds()).hasSize(2);
        checkout.run("lab");
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void missingFolderOfABuild_isNoMessage() throws Exception {
        checkout.run("lab");
        try (Stream<Path> files = Files.walk(checkout.root().resolve("target/dist"))) {
            Path app = files.filter(each -> each.endsWith("slow-origin"))
                    .findFirst()
                    .orElseThrow();
            Files.move(app, folder.resolve("moved"));
        }

        assertThat(checkout.run("lab").said()).contains("argument lab").doesNotContain("find:");
        assertThat(checkout.builds()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8", "en_US.ISO-8859-1"})
    void charsetOtherThanUtf8_isReplaced(String locale) throws Exception {
        assertThat(checkout.with("LC_ALL", locale).run("lab").said())
                .containsPattern("variable LC_ALL=\\S+\\.(utf8|UTF-8)");
    }

    @Test
    void narrowTerminal_isMeasured() throws Exception {
        checkout.script("go", "#!/bin/sh\nstty cols 61 rows 20\nexec sh '" + checkout.root() + "/corral' lab\n");
        ProcessBuilder go = new ProcessBuilder(
                        "python3", "terminal.py", folder.resolve("go").toString())
                .directory(Path.of("src", "test", "resources").toFile())
                .redirectErrorStream(true);
        go.environment().put("HOME", folder.toString());
        go.environment().put("JAVA_HOME", folder.resolve("jdk-25").toString());
        go.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
        Process process = go.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(said).contains("argument -Dcorral.terminal=true", "argument -Dcorral.columns=61");
        assertThat(checkout.run("lab").said())
                .as("without a terminal")
                .contains("argument -Dcorral.terminal=false", "argument -Dcorral.columns=\n");
    }

    @Test
    void umlautInThePath_isBuiltWhateverTheLocale() throws Exception {
        // A shell creates the folder, because this JVM may not be able to encode its name.
        String sh = "umlaut=$(printf 'h\\303\\274tte') && cp -R checkout \"$umlaut\" && exec sh \"$umlaut/corral\" lab";
        checkout.script("go", "#!/bin/sh\ncd '" + folder + "' && " + sh + "\n");
        ProcessBuilder go = new ProcessBuilder(folder.resolve("go").toString()).redirectErrorStream(true);
        go.environment().put("LC_ALL", "C");
        go.environment().put("HOME", folder.toString());
        go.environment().put("JAVA_HOME", folder.resolve("jdk-25").toString());
        go.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = go.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(said).contains("argument -Dcorral.home=" + folder.toRealPath() + "/h\u00fctte");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void mavenrcWithOldJava_isNamedAndLeftOut() throws Exception {
        Files.writeString(checkout.home(".mavenrc"), "RUNS_ON=17.0.15\n");
        Run run = checkout.run("lab");

        assertThat(run.said())
                .contains("Maven runs on Java 17 (/the/runtime) because of " + checkout.home(".mavenrc"))
                .contains("argument lab");
    }

    @Test
    void mavenOnOldJava_withoutCulpritIsRefused() throws Exception {
        Run run = checkout.with("RUNS_ON", "17.0.15").run("lab");

        assertThat(run.said())
                .contains("Maven (" + folder + "/bin/mvn) runs on Java 17 (/the/runtime), although JAVA_HOME is");
        assertThat(run.end()).isEqualTo(2);
        assertThat(checkout.run("test").end()).isEqualTo(2);
        assertThat(checkout.builds()).isEmpty();
    }

    @Test
    void nonsenseInMavenOpts_isQuotedAndTheVariableNamed() throws Exception {
        Run run = checkout.with("MAVEN_OPTS", "-nonsense").run("lab");

        assertThat(run.said()).contains("does not start (Unrecognized option: -nonsense): correct or unset MAVEN_OPTS");
        assertThat(run.end()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a+b%20c",
                "x:y;z",
                "a!b#c!",
                "[x]{y}",
                "-dash ",
                "it's \"$HOME\"",
                "a\\b*?",
                "a@b (1),~=c",
                "a\nb",
                "a\n"
            })
    void oddFolderName_isBuiltAndTheApplicationsLieInAPlainOne(String name) throws Exception {
        Checkout odd = new Checkout(folder, name);
        Run run = odd.run("lab");

        assertThat(run.said()).contains("argument -Dcorral.home=" + odd.root().toRealPath() + "\n");
        assertThat(run.said()).containsPattern("argument -Dcorral.apps=[-A-Za-z0-9/._ @,=~()]+\n");
        assertThat(run.end()).isZero();
    }

    @Test
    void oddFolderName_withoutPlainCacheIsRefusedByTheCharacter() throws Exception {
        Checkout odd = new Checkout(folder, "a+b");
        Run run = odd.with("XDG_CACHE_HOME", folder.resolve("x:y").toString()).run("lab");

        assertThat(run.said()).contains("a+b has + in it", "set XDG_CACHE_HOME");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void oddFolderName_withoutPlainCacheIsRefusedByTheLineEnd() throws Exception {
        Checkout odd = new Checkout(folder, "a\n");
        Run run = odd.with("XDG_CACHE_HOME", folder.resolve("x\n").toString()).run("lab");

        assertThat(run.said()).contains(" has a line end in it", "set XDG_CACHE_HOME");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void currentFolder_keepsItsLineEnd() throws Exception {
        Path current = Files.createDirectory(folder.resolve("current\n"));
        checkout.script("go", "#!/bin/sh\ncd '" + current + "' && exec '" + checkout.root() + "/corral' lab\n");
        ProcessBuilder go = new ProcessBuilder(folder.resolve("go").toString()).redirectErrorStream(true);
        go.environment().put("JAVA_HOME", folder.resolve("jdk-25").toString());
        go.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        go.environment().put("HOME", folder.toString());
        Process process = go.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(said).contains("argument -Dcorral.cwd=" + current.toRealPath() + "\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void goneCheckout_losesItsFolderInTheCacheAtTheNextBuildThere() throws Exception {
        Path cache = folder.resolve("cache");
        List<Checkout> odd = new ArrayList<>();
        for (String name : List.of("a+gone", "a+locked", "a+kept", "a+next")) {
            odd.add(new Checkout(folder, name).with("XDG_CACHE_HOME", cache.toString()));
        }
        Path unnamed = Files.createDirectories(cache.resolve("corral/1-2"));
        List<Path> built = new ArrayList<>();
        for (Checkout each : odd.subList(0, 3)) {
            each.run("lab");
            built.add(inCache(cache, each));
        }
        for (Checkout each : odd.subList(0, 2)) {
            Files.move(each.root(), folder.resolve("moved-" + each.root().getFileName()));
        }
        try (FileChannel used = FileChannel.open(lockOfApplications(built.get(1)), StandardOpenOption.READ)) {
            used.lock(0, Long.MAX_VALUE, true);
            odd.getLast().run("lab");
        }

        assertThat(built.getFirst()).doesNotExist();
        assertThat(built.subList(1, 3))
                .allSatisfy(each -> assertThat(lockOfApplications(each)).exists());
        assertThat(unnamed).exists();
        assertThat(inCache(cache, odd.getLast())).exists();
    }

    private static Path inCache(Path cache, Checkout owner) throws IOException {
        for (Path each : children(cache.resolve("corral"))) {
            Path named = each.resolve("checkout");
            if (Files.exists(named)
                    && Files.readString(named).equals(owner.root().toRealPath().toString())) {
                return each;
            }
        }
        throw new AssertionError("no folder in " + cache + " names " + owner.root());
    }

    private static Path lockOfApplications(Path built) throws IOException {
        return children(built.resolve("dist")).getFirst().resolve("lock");
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void symbolicLink_leadsToTheCheckout() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.root());
        Path program = Files.createSymbolicLink(folder.resolve("bin/corral"), Path.of("../link/corral"));
        checkout.script("go", "#!/bin/sh\nexec '" + program + "' lab\n");

        assertThat(checkout.run("lab").end()).isZero();
        ProcessBuilder go = new ProcessBuilder(program.toString(), "lab").redirectErrorStream(true);
        go.environment().put("JAVA_HOME", folder.resolve("jdk-25").toString());
        String said = new String(go.start().getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(said).contains("argument -Dcorral.home=" + link.toRealPath() + "\n");
        assertThat(checkout.builds()).hasSize(1);
    }
}
