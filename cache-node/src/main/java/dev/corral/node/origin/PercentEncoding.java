package dev.corral.node.origin;

/** Percent-encoding by RFC 3986: two upper-case hexadecimal digits for every octet that is not unreserved. */
public final class PercentEncoding {

    private static final String UNRESERVED_MARKS = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    static void append(StringBuilder text, int octet) {
        if (isUnreserved(octet)) {
            text.append((char) octet);
        } else {
            text.append('%').append(DIGITS.charAt(octet >> 4)).append(DIGITS.charAt(octet & 15));
        }
    }

    /**
     * The octet that is encoded at a percent sign.
     *
     * @param of the kind of text, for the message
     * @throws IllegalArgumentException if no two hexadecimal digits follow
     */
    public static int octet(byte[] text, int at, String of) {
        int high = at + 2 < text.length ? digit(text[at + 1]) : -1;
        int low = high >= 0 ? digit(text[at + 2]) : -1;
        if (low < 0) {
            throw new IllegalArgumentException(
                    of + " must be percent-encoded: two hexadecimal digits follow each %; encode % itself as %25");
        }
        return high << 4 | low;
    }

    private static boolean isUnreserved(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet < 0x80 && UNRESERVED_MARKS.indexOf(octet) >= 0;
    }

    private static int digit(byte each) {
        return each < 0 ? -1 : Character.digit(each, 16);
    }
}
