package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.Path;

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
    public RedisCommand command(int port, String mark, Path logs) throws IOException {
        return RedisCommand.local(path.find(program).toString(), RedisSource.options(port, mark));
    }
}
