package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The differences between additional nodes and the nodes of the fleet.
 *
 * @param settings settings that replace those of the fleet's nodes, or are added to them
 * @param compilers those of the JVM, if they are not those of the fleet's nodes
 * @param trained whether the JVM has the AOT cache of the build, if there is one, even if those of the fleet have none
 * @param flags further options of the JVM
 */
public record NodeStart(
        Map<String, String> settings, Optional<Compilers> compilers, boolean trained, List<String> flags) {

    /** A node with the settings of the fleet's nodes and the AOT cache of the build, as {@code ./corral} starts it. */
    public static final NodeStart USUAL = new NodeStart(Map.of(), Optional.empty(), true, List.of());

    public NodeStart with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new NodeStart(more, compilers, trained, flags);
    }

    /** Returns a node that is ready while its code is cold. */
    public NodeStart withoutRehearsal() {
        return with("corral.warm.rehearsal", "0s");
    }

    public NodeStart withFirstCompiler() {
        return new NodeStart(settings, Optional.of(Compilers.FIRST), trained, flags);
    }

    public NodeStart withBothCompilers() {
        return new NodeStart(settings, Optional.of(Compilers.BOTH), trained, flags);
    }

    /** Returns a node that starts without any AOT cache. */
    public NodeStart withoutAot() {
        return new NodeStart(settings, compilers, false, flags);
    }

    /** Returns a node that starts from the AOT cache in this file. */
    public NodeStart withAot(Path file) {
        return withoutAot().flags(BuiltAotCache.read(file));
    }

    /** Returns a node that writes an AOT cache when it ends. It uses none, because a JVM cannot do both. */
    NodeStart writingAot(Path file) {
        return withoutAot().flags(BuiltAotCache.write(file));
    }

    private NodeStart flags(List<String> further) {
        List<String> more = new ArrayList<>(flags);
        more.addAll(further);
        return new NodeStart(settings, compilers, trained, more);
    }

    Jvm jvm(Jvm base) {
        return compilers.map(each -> base.with(each)).orElse(base).with(flags);
    }
}
