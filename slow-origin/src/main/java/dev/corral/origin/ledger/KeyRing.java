package dev.corral.origin.ledger;

/**
 * The shared strings of a ledger's keys: lines with the same key share one string, and the memory of all keys is
 * bounded.
 *
 * <p>It remembers only as many keys as it has slots, and replaces one when another falls into its slot: a few hundred
 * hot keys are shared nearly always, and a million cold ones need no table.
 */
final class KeyRing {

    private static final int SLOTS = 8192;
    private static final int OVERHEAD_BYTES = 48;

    /** Room for half a million different keys of 27 characters. */
    private static final long CAPACITY_BYTES = 36L << 20;

    private final String[] slots = new String[SLOTS];
    private long takenBytes;

    /** Returns an equal key that is already stored, or this one; null if there is no room for it. */
    String shared(String key) {
        int slot = Math.floorMod(key.hashCode(), SLOTS);
        if (key.equals(slots[slot])) {
            return slots[slot];
        }
        long neededBytes = OVERHEAD_BYTES + (long) key.length() * bytesPerChar(key);
        if (takenBytes + neededBytes > CAPACITY_BYTES) {
            return null;
        }
        takenBytes += neededBytes;
        slots[slot] = key;
        return key;
    }

    private static int bytesPerChar(String key) {
        return key.chars().allMatch(character -> character <= 0xFF) ? 1 : 2;
    }
}
