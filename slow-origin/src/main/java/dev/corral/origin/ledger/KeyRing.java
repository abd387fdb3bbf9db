package dev.corral.origin.ledger;

/**
 * Lets the lines of a key share one string, and bounds what all keys of a ledger take.
 *
 * <p>It remembers only as many keys as it has slots, and forgets one when another falls into its slot: a few hundred
 * hot keys are shared nearly always, and a million cold ones cost no table.
 */
final class KeyRing {

    private static final int SLOTS = 8192;
    private static final int OVERHEAD_BYTES = 48;

    /** Half a million different keys of 27 characters. */
    private static final long CAPACITY_BYTES = 36L << 20;

    private final String[] slots = new String[SLOTS];
    private long takenBytes;

    /** An equal key that is kept already, or this one; null when there is no room for it. */
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
