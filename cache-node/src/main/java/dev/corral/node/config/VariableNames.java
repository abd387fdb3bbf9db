package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks the environment variables that begin with {@code CORRAL_}. A name that is close to that of a setting is
 * refused as a misspelling. Any other unknown name is reported and ignored, because operators have variables of their
 * own. Variables that Kubernetes injects for a Service with such a name are not reported either.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes:
 *     variables of Services</a>
 */
public final class VariableNames {

    private static final String PREFIX = "CORRAL_";
    private static final int MISSPELLED = 2;
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "CORRAL_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern URL_OF_A_SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");
    private static final List<Pattern> KNOWN = SettingNames.PATTERNS.stream()
            .map(name -> variable(name.replace("*", "\0")).replace("\0", ".+"))
            .map(name -> Pattern.compile(name + "(_\\d+_)?"))
            .toList();

    private VariableNames() {}

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with a sentence about the misspelled name */
    static void check(Map<String, String> environment) {
        for (String name : unknown(environment)) {
            Optional<String> near = nearest(name);
            holds(
                    near.isEmpty(),
                    "the environment variable %s is not known; the nearest known name is %s: correct it, or remove it",
                    name,
                    near.orElse(""));
        }
    }

    /** The names that belong to no setting, sorted. */
    public static Set<String> unknown(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(PREFIX))
                .filter(variable -> !isOfAService(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getKey)
                .filter(name ->
                        KNOWN.stream().noneMatch(known -> known.matcher(name).matches()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfAService(String name, String value) {
        return OF_A_SERVICE.matcher(name).matches()
                || name.endsWith("_PORT") && URL_OF_A_SERVICE.matcher(value).matches();
    }

    private static Optional<String> nearest(String name) {
        Set<String> known = SettingNames.like(name.toLowerCase(Locale.ROOT).replace('_', '.')).stream()
                .map(VariableNames::variable)
                .collect(Collectors.toSet());
        return Nearest.within(MISSPELLED, name, known);
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9\0]", "_").toUpperCase(Locale.ROOT);
    }
}
