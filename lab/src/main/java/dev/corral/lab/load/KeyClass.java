package dev.corral.lab.load;

/** The three kinds of keys in the composite load, two that only trials and faults read, and how their ids are made. */
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

    /** By the id's prefix, as the ledger names it. */
    public static KeyClass of(String id) {
        for (KeyClass each : values()) {
            if (id.startsWith(each.prefix)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no key of this load: " + id);
    }
}
