package dev.corral.lab.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The main class of the {@link Leak} process, which exits when its standard input ends. */
final class LeakMain {

    private static final long STEP_NANOS = 1_000_000_000;
    private static final int STEPS_A_THREAD = 4;
    private static final int KEYS_A_STEP = 100;
    private static final int HEAP_A_STEP = 200 << 10;
    private static final int OUTSIDE_A_STEP = 300 << 10;
    private static final String LINE = "a line for each request ".repeat(40);

    private final List<Object> held = new ArrayList<>();
    private final String host;
    private final int port;

    private LeakMain(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** @param arguments the host and the port of Redis */
    public static void main(String[] arguments) throws IOException {
        LeakMain leak = new LeakMain(arguments[0], Integer.parseInt(arguments[1]));
        Thread.ofPlatform().daemon().name("leak").start(leak::run);
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }

    private void run() {
        try {
            for (int step = 0; ; step++) {
                take(step);
                LockSupport.parkNanos(STEP_NANOS);
            }
        } catch (IOException failure) {
            failure.printStackTrace();
        }
    }

    /** A buffer outside the heap is resident once it was written. */
    private void take(int step) throws IOException {
        held.add(new byte[HEAP_A_STEP]);
        ByteBuffer outside = ByteBuffer.allocateDirect(OUTSIDE_A_STEP);
        while (outside.hasRemaining()) {
            outside.put((byte) 1);
        }
        held.add(outside);
        Socket connection = new Socket(host, port);
        held.add(connection);
        writeKeys(connection.getOutputStream(), step);
        if (step % STEPS_A_THREAD == 0) {
            held.add(Thread.ofPlatform().daemon().name("leaked-" + step).start(LeakMain::sleep));
        }
        System.out.println(LINE + step);
    }

    private static void writeKeys(OutputStream redis, int step) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int key = 0; key < KEYS_A_STEP; key++) {
            commands.append("SET leak:").append(step).append(':').append(key).append(" 1\r\n");
        }
        redis.write(commands.toString().getBytes(StandardCharsets.US_ASCII));
        redis.flush();
    }

    private static void sleep() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
    }
}
