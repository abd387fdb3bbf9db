package dev.corral.node.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Converts a member of a comma-separated list, without the whitespace around it. */
public final class Trimmed implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
        return value.strip();
    }
}
