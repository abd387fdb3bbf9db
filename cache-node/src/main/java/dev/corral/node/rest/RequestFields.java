package dev.corral.node.rest;

import dev.corral.node.origin.Credentials;
import dev.corral.node.origin.ForwardedFields;
import jakarta.ws.rs.core.HttpHeaders;
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

    Map<String, String> ofRead(HttpHeaders headers, boolean withCredentials) {
        Map<String, String> fields = new LinkedHashMap<>();
        copy(headers, forwarded.names(), fields);
        if (withCredentials) {
            copy(headers, Credentials.NAMES, fields);
        }
        return fields;
    }

    Map<String, String> ofWrite(HttpHeaders headers, boolean withCredentials) {
        Map<String, String> fields = ofRead(headers, withCredentials);
        copy(headers, OF_A_WRITE, fields);
        return fields;
    }

    Map<String, String> ofPut(HttpHeaders headers, boolean withCredentials) {
        Map<String, String> fields = ofWrite(headers, withCredentials);
        fields.putIfAbsent(TYPE, MediaType.APPLICATION_OCTET_STREAM);
        return fields;
    }

    private static void copy(HttpHeaders headers, Iterable<String> names, Map<String, String> fields) {
        for (String name : names) {
            List<String> values = headers.getRequestHeader(name);
            if (values != null && !values.isEmpty()) {
                fields.put(name, String.join(name.equals("cookie") ? "; " : ", ", values));
            }
        }
    }
}
