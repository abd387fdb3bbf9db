package dev.corral.node.rest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Names the decompressed bytes of a row, so that those who wait for them wait together.
 *
 * <p>Beside the row's own name, the length and the trailer of its gzip body count, in which a checksum stands: two bodies
 * are never taken for each other because of a name alone.
 *
 * @param row a {@link RowName}, or the body itself where nothing names it
 */
record PlainName(Object row, int length, long trailer) {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** @param row null where nothing names it: then only the very same array is the same */
    static PlainName of(RowName row, byte[] gzipped) {
        long trailer = gzipped.length < Long.BYTES ? 0 : (long) LONG.get(gzipped, gzipped.length - Long.BYTES);
        return new PlainName(row == null ? gzipped : row, gzipped.length, trailer);
    }
}
