package dev.corral.traces.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The spans of one trace as lines: each span's name behind two spaces per ancestor, siblings by name. */
public final class SpanTree {

    private final List<ReceivedSpan> spans;
    private final List<String> lines = new ArrayList<>();

    private SpanTree(List<ReceivedSpan> spans) {
        this.spans =
                spans.stream().sorted(Comparator.comparing(ReceivedSpan::name)).toList();
    }

    public static List<String> of(List<ReceivedSpan> spans) {
        SpanTree tree = new SpanTree(spans);
        tree.spans.stream().filter(tree::isOutermost).forEach(span -> tree.add(span, ""));
        return tree.lines;
    }

    private boolean isOutermost(ReceivedSpan span) {
        return spans.stream().noneMatch(other -> other.id().equals(span.parent()));
    }

    private void add(ReceivedSpan span, String indent) {
        lines.add(indent + span.name());
        spans.stream().filter(child -> child.parent().equals(span.id())).forEach(child -> add(child, indent + "  "));
    }
}
