package dev.corral.node.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A boolean that is written {@code true} or {@code false}; the default converter reads every other word as false. */
public final class StrictBoolean implements Converter<Boolean> {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean convert(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            case "" -> null;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
