package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The differences between additional nodes and the nodes of the fleet.
 *
 * @param settings settings that replace those of the fleet's nodes, or are added to them
 * @param onlyFirstCompiler whether the JVM has only its first compiler, even if those of the fleet have both
 * @param flags further options of the JVM
 */
public record NodeStart(Map<String, String> settings, boolean onlyFirstCompiler, List<String> flags) {

    /** A node like those of the fleet. */
    public static final NodeStart SAME = new NodeStart(Map.of(), false, List.of());

    public NodeStart with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new NodeStart(more, onlyFirstCompiler, flags);
    }

    public NodeStart withFirstCompiler() {
        return new NodeStart(settings, true, flags);
    }

    /** Returns a node that starts without any AOT cache. */
    public NodeStart withoutAot() {
        return flag("-XX:AOTMode=off");
    }

    /** Returns a node that starts from the AOT cache in this file. */
    public NodeStart withAot(Path file) {
        return flag("-XX:AOTCache=" + file);
    }

    /** Returns a node that writes an AOT cache when it ends. */
    NodeStart writingAot(Path file) {
        return flag("-XX:AOTCacheOutput=" + file);
    }

    private NodeStart flag(String flag) {
        List<String> more = new ArrayList<>(flags);
        more.add(flag);
        return new NodeStart(settings, onlyFirstCompiler, more);
    }

    Jvm jvm(Jvm ofFleet) {
        return (onlyFirstCompiler ? ofFleet.with(Compilers.FIRST) : ofFleet).with(flags);
    }
}
