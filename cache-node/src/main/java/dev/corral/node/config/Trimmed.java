package dev.corral.node.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a member of a list that is separated by commas: blanks around it do not count. */
public final class Trimmed implements Converter<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String convert(String value) {
        return value.strip();
    }
}
