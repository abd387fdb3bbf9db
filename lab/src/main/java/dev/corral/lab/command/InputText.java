package dev.corral.lab.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A short text file that the user names. */
final class InputText {

    private InputText() {}

    /**
     * @param mostBytes the size limit; the file may be endless
     * @throws java.nio.charset.CharacterCodingException if the file is not UTF-8
     * @throws IllegalArgumentException if it is larger
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
