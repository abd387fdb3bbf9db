package dev.corral.lab.text;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/** Formatted text that does not depend on the locale of the machine. */
public final class Text {

    private Text() {}

    @FormatMethod
    public static String of(@FormatString String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
