package dev.corral.origin.rows;

import java.util.Locale;

/**
 * The failure of a write for which there is no room.
 *
 * <p>Written rows are kept in memory; a write that does not fit is refused and changes nothing.
 */
public final class RowsFull extends RuntimeException {

    RowsFull(long capacityBytes) {
        super(String.format(
                Locale.ROOT,
                "The origin stores at most %d bytes of written rows; raise corral.origin.rows-size to store this one.",
                capacityBytes));
    }
}
