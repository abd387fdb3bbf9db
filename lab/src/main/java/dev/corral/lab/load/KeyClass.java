package dev.corral.lab.load;

/**
 * A class of keys: three are in the composite load, and two are read only by trials and faults. The class determines
 * how the ids are made.
 */
public enum KeyClass {
    HOT("hot"),
    PRODUCT("product-"),
    ABSENT("absent-"),
    BRIEF("brief"),
    LASTING("lasting-");

    private final String prefix;

    KeyClass(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    public String id(int number) {
        return this == HOT ? prefix : prefix + number;
    }

    /** Returns the class with the prefix of this id, as in the ledger. */
    public static KeyClass of(String id) {
        for (KeyClass each : values()) {
            if (id.startsWith(each.prefix)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no key of this load: " + id);
    }
}
