package dev.corral.lab.report.page;

import dev.corral.lab.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fragment of HTML with placeholders: {@code {{name}}} is replaced by text, {@code {{{name}}}} by HTML. Placeholders
 * in inserted values are not replaced.
 */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{(\\w+)}}");

    private Template() {}

    static String fill(String name, Map<String, String> values) {
        Matcher place = PLACE.matcher(read(name));
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            boolean html = place.group(1) != null;
            String value = values.get(html ? place.group(1) : place.group(2));
            if (value == null) {
                throw new IllegalStateException(name + " has a placeholder without a value: " + place.group());
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(html ? value : Html.escape(value)));
        }
        return place.appendTail(filled).toString();
    }

    /** Reads a resource next to {@link Report}, or one of a library by its absolute path. */
    static String read(String name) {
        try (InputStream file = Report.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the page has no " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
