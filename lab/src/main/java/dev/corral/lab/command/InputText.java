package dev.corral.lab.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a short text file that a user names. */
final class InputText {

    private InputText() {}

    /**
     * @param mostBytes of the file, which may have no end
     * @throws java.nio.charset.CharacterCodingException where it is no UTF-8
     * @throws IllegalArgumentException where it is larger
     */
    static String read(Path file, int mostBytes, String tooLarge) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(mostBytes + 1);
            Require.that(bytes.length <= mostBytes, tooLarge);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
