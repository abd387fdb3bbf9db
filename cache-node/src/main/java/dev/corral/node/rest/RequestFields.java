package dev.corral.node.rest;

import dev.corral.node.origin.Credentials;
import dev.corral.node.origin.ForwardedFields;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a request goes on to the origin beside its key. */
final class RequestFields {

    private static final String TYPE = "content-type";
    /** What a writer says about the row that it sends, and about the one that it means to replace. */
    private static final List<String> OF_A_WRITE =
            List.of(TYPE, "content-encoding", "content-language", "if-match", "if-none-match", "if-unmodified-since");

    private final ForwardedFields forwarded;

    RequestFields(ForwardedFields forwarded) {
        this.forwarded = forwarded;
    }

    Map<String, String> ofRead(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = forwarded(lines, withCredentials);
        return fields.isEmpty() ? Map.of() : fields;
    }

    Map<String, String> ofWrite(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = forwarded(lines, withCredentials);
        copy(lines, OF_A_WRITE, fields);
        return fields;
    }

    Map<String, String> ofPut(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = ofWrite(lines, withCredentials);
        fields.putIfAbsent(TYPE, MediaType.APPLICATION_OCTET_STREAM);
        return fields;
    }

    private Map<String, String> forwarded(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = new LinkedHashMap<>();
        copy(lines, forwarded.names(), fields);
        if (withCredentials) {
            copy(lines, Credentials.NAMES, fields);
        }
        return fields;
    }

    private static void copy(FieldLines lines, Iterable<String> names, Map<String, String> fields) {
        for (String name : names) {
            String value = lines.joined(name, name.equals("cookie") ? "; " : ", ");
            if (value != null) {
                fields.put(name, value);
            }
        }
    }
}
