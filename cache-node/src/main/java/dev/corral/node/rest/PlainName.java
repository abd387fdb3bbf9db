package dev.corral.node.rest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The name of a row's decompressed bytes, by which all requests for them share them.
 *
 * <p>In addition to the row's own name it has the length and the trailer of the gzip body, which contains a checksum,
 * so that two bodies are never confused because of a name alone.
 *
 * @param row a {@link RowName}, or the body itself if it has no name
 */
record PlainName(Object row, int length, long trailer) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** @param row the name of the row; null if it has none, and then only the same array matches */
    static PlainName of(RowName row, byte[] gzipped) {
        long trailer = gzipped.length < Long.BYTES ? 0 : (long) LONG.get(gzipped, gzipped.length - Long.BYTES);
        return new PlainName(row == null ? gzipped : row, gzipped.length, trailer);
    }
}
