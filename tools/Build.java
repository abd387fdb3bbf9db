import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Builds the lab and its applications, or runs all tests. ./corral starts this program from its source, with the
 * checkout as the current folder.
 *
 * <p>The applications are built in a copy of the sources, so that no output of an earlier build is mistaken for up to
 * date, and so that the result belongs to one state of the sources. They are moved to their own folder by one rename.
 *
 * <p>All classes are in one file, because JDK 21 starts a program of one source file only, and a separate run of javac
 * would cost each build the start of another JVM.
 */
public final class Build {

    private static final List<String> MODULES =
            List.of("lab", "cache-node", "slow-origin", "yardstick", "yardstick-fault-tolerance");
    private static final List<Path> OUTPUTS = List.of(
            Path.of("lab", "target", "classes"),
            Path.of("lab", "target", "lib"),
            Path.of("cache-node", "target", "quarkus-app"),
            Path.of("slow-origin", "target", "quarkus-app"),
            Path.of("yardstick", "target", "quarkus-app"),
            Path.of("yardstick-fault-tolerance", "target", "quarkus-app"));

    /** Folders that are left out of the copy of a checkout. */
    private static final Set<String> NOT_COPIED = Set.of("target", ".git", ".idea", "node_modules");

    private static final int LAST_LINES = 40;

    private static final Lock.Use BUILD = new Lock.Use(
            "build.lock",
            "builds",
            "the lab is not built",
            "build it once with ./corral --version, as a user who may write there");
    private static final Lock.Use TEST =
            new Lock.Use("test.lock", "tests", "the tests write there", "run them in a checkout of your own");

    private Build() {}

    /**
     * Runs {@code package ROOT WORK PID}, which prints the folder of the applications, or {@code test ROOT WORK
     * ARGUMENT...}, which passes the arguments to Maven.
     */
    public static void main(String[] arguments) {
        int status;
        try {
            Path root = checkout(arguments[1]);
            Path work = Path.of(arguments[2]);
            List<String> more = List.of(arguments).subList(3, arguments.length);
            if (arguments[0].equals("test")) {
                status = new Tests(root, work).run(more);
            } else {
                endWith(Long.parseLong(more.getFirst()));
                System.out.println(new Applications(root, work).build());
                status = 0;
            }
        } catch (Refusal refusal) {
            say(refusal.getMessage());
            status = 2;
        } catch (UncheckedIOException failure) {
            status = failed(failure.getCause());
        } catch (IOException failure) {
            status = failed(failure);
        }
        System.exit(status);
    }

    private static int failed(IOException failure) {
        boolean isNamed = failure instanceof FileSystemException named && named.getFile() != null;
        String file = isNamed ? ((FileSystemException) failure).getFile() + ": " : "";
        say("the build failed: " + file + Reason.of(failure));
        return 2;
    }

    /**
     * Returns the checkout. Sources and outputs are found by its path, in which a byte that is not UTF-8 has been
     * replaced.
     */
    private static Path checkout(String path) {
        try {
            Path checkout = Path.of(path);
            if (Files.isDirectory(checkout)) {
                return checkout;
            }
        } catch (InvalidPathException unmappable) {
            // The path contains such a byte.
        }
        throw new Refusal("the path of this checkout, " + path + ", has bytes that are not UTF-8, or no UTF-8"
                + " locale is installed: rename the folder, or install such a locale");
    }

    /**
     * Ends this process when the launcher ends. The launcher waits for this process; if it is killed, nobody needs the
     * build.
     */
    private static void endWith(long launcher) {
        ProcessHandle.of(launcher)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(1)),
                        () -> Runtime.getRuntime().halt(1));
    }

    static void say(String sentence) {
        System.err.println("corral: " + sentence);
    }

    /** Thrown if nothing can be built; the message is a sentence for the user. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String sentence) {
            super(sentence);
        }
    }

    /** Builds the applications of one state of the sources, each state in a folder of its own. */
    record Applications(Path root, Path work) {

        String build() throws IOException {
            try (Lock lock = Lock.take(work, BUILD)) {
                lock.hold();
                Path built = folder(root);
                if (!isWhole(built)) {
                    UserCache.tidy(root, work);
                    built = buildCopy();
                }
                return built.toString();
            }
        }

        /** The folder in which the applications of these sources are, or will be. */
        private Path folder(Path sources) throws IOException {
            return work.resolve("dist").resolve(Shell.output(sources, "sh", "tools/fingerprint").strip());
        }

        private boolean isWhole(Path built) throws IOException {
            Path manifest = built.resolve("manifest");
            return Files.isReadable(manifest) && Folders.text(manifest).equals(outputs(built));
        }

        private String outputs(Path built) throws IOException {
            return Shell.output(root, "sh", "tools/outputs", built.toString());
        }

        private Path buildCopy() throws IOException {
            Folders.tidyAllIn(work.resolve("build"));
            // A unique name, because a Maven that has outlived its build still writes into that build's folder.
            Path copy = Files.createDirectories(
                    work.resolve("build").resolve(Long.toString(ProcessHandle.current().pid())));
            try {
                copySources(copy);
                Path built = folder(copy);
                runMaven(copy);
                publish(copy, built);
                return built;
            } finally {
                Folders.tidy(copy);
            }
        }

        private Path log() {
            return work.resolve("build.log");
        }

        private void copySources(Path copy) throws IOException {
            List<String> names = new ArrayList<>(List.of("tools", ".mvn", "pom.xml"));
            for (Path module : Folders.modules(root)) {
                names.add(module.getFileName() + "/pom.xml");
                names.add(module.getFileName() + "/src/main");
            }
            for (String name : names) {
                Folders.copy(root.resolve(name), copy.resolve(name), Set.of());
            }
        }

        private void runMaven(Path copy) throws IOException {
            // Builds modules that do not need each other at the same time, one for each processor.
            List<String> command = List.of(
                    "-B", "-q", "-T", "1C", "-DskipTests", "-pl", String.join(",", MODULES), "-am", "package");
            Maven maven = Maven.find(root, copy).shortLived();
            say("building (the first build downloads libraries and takes a few minutes; log: " + log() + ")");
            int status = maven.run(copy, command, ProcessBuilder.Redirect.to(log().toFile()));
            if (status != 0) {
                showEnd(Folders.text(log()), copy);
                throw new Refusal("the build failed (Maven's exit status is " + status + "); the end of " + log()
                        + " is printed above");
            }
        }

        /**
         * Prints the end of the log with the paths of the checkout, because these are the files that the reader can
         * change.
         */
        private void showEnd(String log, Path copy) {
            String[] lines = log.replace(copy.toString(), root.toString()).split("\n");
            Arrays.stream(lines).skip(Math.max(0, lines.length - LAST_LINES)).forEach(System.err::println);
        }

        /** Moves the applications to their folder; an existing folder of that name is incomplete and is replaced. */
        private void publish(Path copy, Path built) throws IOException {
            Path made = copy.resolve("dist");
            for (Path output : OUTPUTS) {
                Files.createDirectories(made.resolve(output).getParent());
                Files.move(copy.resolve(output), made.resolve(output));
            }
            Files.createFile(made.resolve("lock"));
            Files.writeString(made.resolve("manifest"), outputs(made));
            Files.createDirectories(built.getParent());
            Folders.delete(built);
            Files.move(made, built, StandardCopyOption.ATOMIC_MOVE);
            removeOthers(built);
        }

        /**
         * Removes all other applications except the previous ones, which are needed if a branch is changed back, and
         * those that a running lab uses.
         */
        private void removeOthers(Path built) throws IOException {
            List<Path> others = new ArrayList<>(Folders.list(built.getParent()));
            others.remove(built);
            others.sort(Comparator.comparing(each -> each.resolve("manifest").toFile().lastModified()));
            for (Path other : others.subList(0, Math.max(0, others.size() - 1))) {
                Lock.ifUnused(other.resolve("lock"), () -> Folders.delete(other));
            }
        }
    }

    /**
     * The folders in the user's cache in which checkouts with unusual paths are built. Each folder contains a file with
     * the path of its checkout, so that it can be removed when the checkout is gone.
     */
    static final class UserCache {

        private static final String OWNER = "checkout";
        private static final Pattern NAME = Pattern.compile("\\d+-\\d+");
        private static final int MOST_REMOVED = 8;

        private UserCache() {}

        static boolean isUsed(Path root, Path work) {
            return !work.equals(root.resolve("target"));
        }

        /** Writes the checkout's path to its folder, and removes the folders of checkouts that are gone. */
        static void tidy(Path root, Path work) throws IOException {
            if (!isUsed(root, work)) {
                return;
            }
            Folders.replace(work.resolve(OWNER), root.toString());
            Folders.list(work.getParent()).stream()
                    .filter(folder -> !folder.equals(work))
                    .filter(folder -> NAME.matcher(folder.getFileName().toString()).matches())
                    .filter(UserCache::isAbandoned)
                    .limit(MOST_REMOVED)
                    .forEach(UserCache::remove);
        }

        /**
         * Whether the checkout of a folder is gone; false if the folder names no checkout, or one that cannot be looked
         * up.
         */
        private static boolean isAbandoned(Path folder) {
            try {
                Path checkout = Path.of(Folders.text(folder.resolve(OWNER)));
                return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && checkout.isAbsolute()
                        && Files.notExists(checkout, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException | InvalidPathException unknown) {
                return false;
            }
        }

        /** Removes the folder, unless a command that has lost its checkout is still running in it. */
        private static void remove(Path folder) {
            Lock.ifUnused(
                    folder.resolve(BUILD.file()),
                    () -> Lock.ifUnused(folder.resolve(TEST.file()), () -> removeUnused(folder)));
        }

        private static void removeUnused(Path folder) throws IOException {
            Path dist = folder.resolve("dist");
            for (Path apps : Files.isDirectory(dist) ? Folders.list(dist) : List.<Path>of()) {
                Lock.ifUnused(apps.resolve("lock"), () -> Folders.delete(apps));
            }
            if (!Files.isDirectory(dist) || Folders.list(dist).isEmpty()) {
                Folders.delete(folder);
            }
        }
    }

    /** The run of all tests in the checkout itself, after broken outputs of Maven have been removed. */
    record Tests(Path root, Path work) {

        /** A line of tools/sources: checksum, size and name. */
        private static final Pattern SUM = Pattern.compile("(\\d+ \\d+) ([^\\x00]+)");

        /** Two modules at a time: many tests wait for processes, but each of these needs a core while it starts. */
        private static final List<String> TWO_MODULES = List.of("-T", "2");

        private static final Pattern IN_A_MODULE = Pattern.compile("\\./([^/]+)/.*");

        int run(List<String> arguments) throws IOException {
            try (Lock lock = Lock.take(work, TEST)) {
                UserCache.tidy(root, work);
                Path checkout = UserCache.isUsed(root, work) ? copy() : root;
                lock.hold();
                removeBroken(checkout, lock.wasInterrupted());
                showChanges(checkout);
                List<String> command = new ArrayList<>(List.of("-B", "verify"));
                if (arguments.stream().noneMatch(each -> each.startsWith("-T") || each.startsWith("--threads"))) {
                    command.addAll(TWO_MODULES);
                }
                command.addAll(arguments);
                int status = Maven.find(root, checkout).run(checkout, command, ProcessBuilder.Redirect.INHERIT);
                if (status <= 1) {
                    lock.release();
                }
                return status;
            }
        }

        private Path copy() throws IOException {
            Path copy = work.resolve("test");
            say("the tests run in a copy of this checkout, " + copy
                    + ": its own path has characters that Java's tools do not support");
            Folders.delete(copy);
            Folders.copy(root, copy, NOT_COPIED);
            return copy;
        }

        /** Removes the outputs of modules with broken jars, because Maven considers an empty jar up to date. */
        private static void removeBroken(Path checkout, boolean interrupted) throws IOException {
            for (Path module : Folders.modules(checkout)) {
                Path target = module.resolve("target");
                if (Files.isDirectory(target) && (interrupted || hasBrokenJar(target))) {
                    say("building " + module.getFileName() + " from clean: an earlier run was interrupted");
                    Folders.delete(target);
                }
            }
        }

        /**
         * Makes each file whose content has changed since the last run newer than its outputs, because Maven compares
         * only times.
         */
        private void showChanges(Path checkout) throws IOException {
            Path list = work.resolve("test.sources");
            Map<String, String> before = Files.exists(list) ? sums(Folders.text(list)) : Map.of();
            String sources = Shell.output(checkout, "sh", "tools/sources", "src");
            Map<String, String> now = sums(sources);
            for (Map.Entry<String, String> each : before.entrySet()) {
                String sum = now.get(each.getKey());
                if (sum == null) {
                    removeOutputs(checkout, each.getKey());
                } else if (!sum.equals(each.getValue())) {
                    Files.setLastModifiedTime(checkout.resolve(each.getKey()), FileTime.from(Instant.now()));
                }
            }
            Folders.replace(list, sources);
        }

        /** Removes the outputs of a deleted file's module; a file outside all modules has no outputs. */
        private static void removeOutputs(Path checkout, String name) throws IOException {
            Matcher module = IN_A_MODULE.matcher(name);
            if (module.matches()) {
                Folders.delete(checkout.resolve(module.group(1)).resolve("target"));
            }
        }

        /** Returns checksum and size by name; incomplete lines are left out. */
        private static Map<String, String> sums(String sources) {
            Map<String, String> sums = new HashMap<>();
            sources.lines()
                    .map(SUM::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> sums.put(line.group(2), line.group(1)));
            return sums;
        }

        private static boolean hasBrokenJar(Path target) throws IOException {
            AtomicBoolean broken = new AtomicBoolean();
            Files.walkFileTree(target, new Folders.Tolerant() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    broken.compareAndSet(false, file.toString().endsWith(".jar") && isBroken(file));
                    return broken.get() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
            return broken.get();
        }

        private static boolean isBroken(Path jar) {
            try (ZipFile whole = new ZipFile(jar.toFile())) {
                return whole.size() == 0;
            } catch (IOException notWhole) {
                return true;
            }
        }
    }

    /** The Maven on PATH, and the environment in which it runs on a recent enough Java. */
    record Maven(Path program, Map<String, String> environment) {

        private static final int LEAST_JAVA = 21;
        private static final List<String> VARIABLES =
                List.of("MAVEN_OPTS", "MAVEN_ARGS", "MAVEN_CONFIG", "MAVEN_DEBUG_OPTS", "JAVA_TOOL_OPTIONS");
        private static final Pattern VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\S*");
        private static final Pattern JAVA =
                Pattern.compile("Java version: (?:1\\.)?(\\d+).*?(?:runtime: (.*))?\\R");

        /** @param folder the folder in which Maven will run; its .mvn is used */
        static Maven find(Path root, Path folder) throws IOException {
            Path program = onPath(root);
            Map<String, String> plain = Map.of();
            String said = Shell.answer(folder, plain, program.toString(), "-v");
            if (fits(said)) {
                return new Maven(program, plain);
            }
            Map<String, String> without = Map.of("MAVEN_SKIP_RC", "1");
            String files = startFiles();
            if (!files.isEmpty() && fits(Shell.answer(folder, without, program.toString(), "-v"))) {
                say("Maven " + trouble(said) + " because of " + files
                        + ", which is skipped for this build (MAVEN_SKIP_RC=1)");
                return new Maven(program, without);
            }
            throw new Refusal("Maven (" + program + ") " + trouble(said) + remedy(said));
        }

        /** Returns a Maven for a build that ends before a second compilation of its plugins' code would pay off. */
        Maven shortLived() {
            Map<String, String> changed = new HashMap<>(environment);
            changed.merge(
                    "MAVEN_OPTS",
                    "-XX:TieredStopAtLevel=1 " + System.getenv().getOrDefault("MAVEN_OPTS", ""),
                    (before, options) -> options);
            return new Maven(program, changed);
        }

        private static Path onPath(Path root) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
                Path program = root.resolve(folder).resolve("mvn");
                if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                    return program;
                }
            }
            throw new Refusal("Maven is not on PATH: install it (3.8 or newer)");
        }

        private static boolean fits(String said) {
            Matcher version = VERSION.matcher(said);
            return version.find() && isNewEnough(version) && java(said) >= LEAST_JAVA;
        }

        private static boolean isNewEnough(Matcher version) {
            int major = Integer.parseInt(version.group(1));
            return major > 3 || major == 3 && Integer.parseInt(version.group(2)) >= 8;
        }

        private static int java(String said) {
            Matcher java = JAVA.matcher(said);
            return java.find() ? Integer.parseInt(java.group(1)) : 0;
        }

        private static String trouble(String said) {
            Matcher version = VERSION.matcher(said);
            Matcher java = JAVA.matcher(said);
            if (!version.find() || !java.find()) {
                return "does not start (" + said.lines().limit(3).collect(Collectors.joining(" / ")) + ")";
            }
            if (!isNewEnough(version)) {
                return "is " + version.group() + ", and 3.8 or newer is needed";
            }
            return "runs on Java " + java.group(1) + " (" + java.group(2) + ")";
        }

        /** The files that the mvn script reads, which can set JAVA_HOME and MAVEN_OPTS. */
        private static String startFiles() {
            return Stream.of("/usr/local/etc/mavenrc", "/etc/mavenrc", System.getenv("HOME") + "/.mavenrc")
                    .filter(file -> Files.isReadable(Path.of(file)))
                    .collect(Collectors.joining(" and "));
        }

        private static String remedy(String said) {
            if (java(said) > 0) {
                return java(said) >= LEAST_JAVA
                        ? ": install a newer one"
                        : ", although JAVA_HOME is " + System.getenv("JAVA_HOME")
                                + ": correct the script that sets another JDK";
            }
            String variables = VARIABLES.stream()
                    .filter(name -> System.getenv(name) != null)
                    .collect(Collectors.joining(", "));
            return variables.isEmpty() ? ": install it again" : ": correct or unset " + variables;
        }

        int run(Path folder, List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
            List<String> command = new ArrayList<>(List.of("/bin/sh", folder.resolve("tools/keep").toString()));
            command.add(program.toString());
            command.addAll(arguments);
            ProcessBuilder builder = Shell.process(folder, environment, command).redirectOutput(output);
            return Shell.end(output == ProcessBuilder.Redirect.INHERIT
                    ? builder.redirectError(output).start()
                    : builder.redirectErrorStream(true).start());
        }
    }

    /** Runs of other programs. */
    static final class Shell {

        private Shell() {}

        static ProcessBuilder process(Path folder, Map<String, String> environment, List<String> command) {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(environment);
            // Each of these variables would make Maven use another Java or another folder.
            builder.environment().keySet().removeAll(Set.of("JAVACMD", "MAVEN_BASEDIR"));
            return builder;
        }

        /** Runs a command and returns its output. */
        static String output(Path folder, String... command) throws IOException {
            Process process = process(folder, Map.of(), List.of(command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = end(process);
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with exit status " + status);
            }
            return output;
        }

        /**
         * Runs a command and returns its output and its error output, whatever its exit status is. The lines in which a
         * JVM reports the options from its environment are left out.
         */
        static String answer(Path folder, Map<String, String> environment, String... command) throws IOException {
            Process process = process(folder, environment, List.of(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            end(process);
            return output.replaceAll("\\e\\[\\d*m", "").replaceAll("(?m)^(NOTE: )?Picked up \\w+:.*\\R?", "");
        }

        static int end(Process process) {
            try {
                return process.waitFor();
            } catch (InterruptedException interrupted) {
                throw new Refusal("the build was interrupted");
            }
        }
    }

    /**
     * A lock that the kernel releases when its holder ends, however it ends. The file contains the process id of the
     * holder, or of a holder that was interrupted.
     */
    static final class Lock implements AutoCloseable {

        private final FileChannel channel;
        private final boolean interrupted;

        private Lock(FileChannel channel) throws IOException {
            this.channel = channel;
            this.interrupted = !holder(channel).isEmpty();
        }

        /**
         * The purpose of a lock.
         *
         * @param verb what the holder does
         * @param consequence what does not work if the folder cannot be written to
         * @param remedy the advice for a user who has no permission to write there
         */
        record Use(String file, String verb, String consequence, String remedy) {}

        @FunctionalInterface
        interface Step {
            void run() throws IOException;
        }

        /** Requests the lock on an open file; returns null if another process holds it. */
        @FunctionalInterface
        interface Locking {
            FileLock request(FileChannel channel) throws IOException;
        }

        static Lock take(Path work, Use use) throws IOException {
            return take(work, use, FileChannel::tryLock);
        }

        static Lock take(Path work, Use use, Locking locking) throws IOException {
            FileChannel channel = open(work, use);
            try {
                if (locking.request(channel) == null) {
                    say("another ./corral " + use.verb() + " here (process " + holder(channel) + "); waiting for it");
                    channel.lock();
                }
            } catch (IOException noLocks) {
                say("the file system of " + work + " has no locks (" + Reason.of(noLocks)
                        + "): start no other ./corral in this checkout until this one has ended");
            }
            return new Lock(channel);
        }

        /**
         * Runs the step while holding the lock on that file. Does nothing if another process holds the lock or the file
         * system has no locks.
         */
        static void ifUnused(Path file, Step step) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock unused = channel.tryLock()) {
                if (unused != null) {
                    step.run();
                }
            } catch (IOException ofAnotherUser) {
                // Without the lock, nothing is removed.
            }
        }

        private static FileChannel open(Path work, Use use) {
            try {
                Files.createDirectories(work);
                return FileChannel.open(
                        work.resolve(use.file()),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
            } catch (IOException failure) {
                throw new Refusal(work + " cannot be written to (" + Reason.of(failure) + "), and " + use.consequence()
                        + ": " + remedy(work, failure, use));
            }
        }

        private static String remedy(Path work, IOException failure, Use use) {
            return switch (failure) {
                case AccessDeniedException denied -> use.remedy();
                case FileAlreadyExistsException file -> "remove that file";
                default ->
                    isReadOnly(work)
                            ? "mount its file system for writing, or use a checkout on another one"
                            : "correct that, or use a checkout on another file system";
            };
        }

        /** Whether the file system is mounted read-only, determined at the nearest folder that exists. */
        private static boolean isReadOnly(Path work) {
            try {
                Path folder = work;
                while (Files.notExists(folder)) {
                    folder = folder.getParent();
                }
                return Files.getFileStore(folder).isReadOnly();
            } catch (IOException unknown) {
                return false;
            }
        }

        private static String holder(FileChannel channel) throws IOException {
            ByteBuffer content = ByteBuffer.allocate(32);
            channel.read(content, 0);
            return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        }

        boolean wasInterrupted() {
            return interrupted;
        }

        void hold() throws IOException {
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
        }

        /** Releases the lock and records that the holder was not interrupted. */
        void release() throws IOException {
            channel.truncate(0);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Operations on trees of files. */
    static final class Folders {

        private Folders() {}

        static List<Path> list(Path folder) throws IOException {
            try (Stream<Path> all = Files.list(folder)) {
                return all.toList();
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        }

        /** Returns the text of a file, with every byte that is not UTF-8 replaced. */
        static String text(Path file) throws IOException {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        }

        /** Replaces the content of a file in one step; an interrupted replacement leaves the old content. */
        static void replace(Path file, String content) throws IOException {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }

        static List<Path> modules(Path checkout) throws IOException {
            return list(checkout).stream()
                    .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .toList();
        }

        /** Copies a tree; does nothing if it does not exist. */
        static void copy(Path from, Path to, Set<String> without) throws IOException {
            if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            Files.createDirectories(to.getParent());
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    return ifVanished(failure);
                }

                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (!folder.equals(from) && without.contains(folder.getFileName().toString())) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.createDirectories(to.resolve(from.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isOther() || file.endsWith(".DS_Store")) {
                        return FileVisitResult.CONTINUE;
                    }
                    try {
                        Files.copy(
                                file,
                                to.resolve(from.relativize(file)),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                LinkOption.NOFOLLOW_LINKS);
                    } catch (NoSuchFileException failure) {
                        return ifVanished(failure);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        /** Ignores a file that has vanished: an editor may remove its temporary files during the copy. */
        private static FileVisitResult ifVanished(IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        static void tidyAllIn(Path folder) throws IOException {
            if (Files.isDirectory(folder)) {
                for (Path each : list(folder)) {
                    tidy(each);
                }
            }
        }

        /** Deletes a tree whose remains cause no harm; what cannot be deleted is left to the next build. */
        static void tidy(Path tree) {
            try {
                delete(tree);
            } catch (IOException ofAnotherUser) {
                // The remains are in a folder of their own.
            }
        }

        /**
         * Deletes a tree. Another process may delete or write files in it at the same time; the files that it writes
         * stay.
         */
        static void delete(Path tree) throws IOException {
            Files.walkFileTree(tree, new Tolerant() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    try {
                        Files.deleteIfExists(folder);
                    } catch (DirectoryNotEmptyException written) {
                        // The next build deletes the folder.
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** Deletes a folder without read permission, which is possible if it is empty. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException notEmpty) {
                        throw failure;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        /** A visitor that continues after files that have vanished and folders that may not be read. */
        static class Tolerant extends SimpleFileVisitor<Path> {

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                return FileVisitResult.CONTINUE;
            }
        }
    }

    /** The cause of a failed file operation as a short phrase without the path. */
    static final class Reason {

        private Reason() {}

        static String of(IOException failure) {
            return switch (failure) {
                case AccessDeniedException denied -> "permission denied";
                case FileAlreadyExistsException file -> "it is a file, not a folder";
                case NotDirectoryException file -> "it is a file, not a folder";
                case NoSuchFileException absent -> "it does not exist";
                case DirectoryNotEmptyException written -> "the folder is not empty";
                case FileSystemException named when named.getReason() != null -> named.getReason();
                default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            };
        }
    }
}
