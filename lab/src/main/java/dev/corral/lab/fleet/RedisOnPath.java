package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A redis-server, or a fork of it, on PATH.
 *
 * @param program the name of the program
 */
record RedisOnPath(String program, ProgramPath path) implements RedisSource {

    @Override
    public String name() {
        return program + " on PATH";
    }

    @Override
    public String id() {
        return program;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public RedisCommand command(int port, String mark, Path logs) throws IOException {
        List<String> options = new ArrayList<>(List.of("--port", String.valueOf(port), RedisProcess.MARK, mark));
        options.addAll(LOCAL);
        return RedisCommand.local(path.find(program).toString(), options);
    }
}
