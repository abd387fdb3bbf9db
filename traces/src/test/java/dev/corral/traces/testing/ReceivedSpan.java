package dev.corral.traces.testing;

import java.util.List;
import java.util.Map;

/**
 * A span as a collector received it.
 *
 * @param parent the id of its parent; empty if the span begins a trace
 * @param kind 1 internal, 2 server, 3 client
 * @param links the ids of the linked spans
 * @param failed whether its status is an error
 */
public record ReceivedSpan(
        String service,
        String trace,
        String id,
        String parent,
        String name,
        int kind,
        Map<String, String> attributes,
        List<String> links,
        boolean failed) {

    public static final int INTERNAL = 1;
    public static final int SERVER = 2;
    public static final int CLIENT = 3;

    public String attribute(String attribute) {
        return attributes.get(attribute);
    }
}
