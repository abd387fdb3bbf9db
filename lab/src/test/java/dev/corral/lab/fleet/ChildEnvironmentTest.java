package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a child inherits no variable that changes a service or contradicts the flags of its JVM. */
class ChildEnvironmentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "_JAVA_OPTIONS",
                "QUARKUS_HTTP_PORT",
                "QUARKUS_PROFILE",
                "CORRAL_CACHES_FULL_TTL",
                "corral_caches_full_ttl",
                "corral.caches.full.ttl",
                "_PROD_QUARKUS_LOG_LEVEL",
                "SMALLRYE_CONFIG_LOCATIONS",
                "MP_CONFIG_PROFILE"
            })
    void variableThatChangesAService_isNotForChildren(String name) {
        Map<String, String> child = new HashMap<>(Map.of(name, "x", "PATH", "/bin"));

        new ChildEnvironment(Map.of()).limit(child);

        assertThat(child).containsOnlyKeys("PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "LD_PRELOAD", "LANG", "TZ", "DOCKER_HOST", "JAVA_HOME", "MY_QUARKUS_X"})
    void otherVariable_isForChildren(String name) {
        Map<String, String> child = new HashMap<>(Map.of(name, "x"));

        new ChildEnvironment(Map.of()).limit(child);

        assertThat(child).containsKey(name);
    }

    @Test
    void systemPropertiesOfJavaOptions_areKeptAndNothingElse() {
        ChildEnvironment environment = new ChildEnvironment(Map.of(
                "_JAVA_OPTIONS", "-Dlast=1",
                "JAVA_TOOL_OPTIONS", "-Xms1g -XX:+UseG1GC -Dfirst='a b' -javaagent:x.jar",
                "JDK_JAVA_OPTIONS", "-Dquarkus.http.port=80 -Dcorral.writes=true -Dsecond=\"c d\" @file"));

        assertThat(environment.systemProperties()).containsExactly("-Dfirst=a b", "-Dsecond=c d", "-Dlast=1");
    }

    @Test
    void settings_areNamed() {
        assertThat(new ChildEnvironment(Map.of("QUARKUS_LOG_LEVEL", "x", "CORRAL_WRITES", "x", "PATH", "x")).settings())
                .containsExactly("CORRAL_WRITES", "QUARKUS_LOG_LEVEL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Da=1 -Db=2              | -Da=1;-Db=2",
                "  -Da=1\t-Db=2            | -Da=1;-Db=2",
                "-Da='x y'                | -Da=x y",
                "-Da=\"x 'y' z\"            | -Da=x 'y' z",
                "'-Da=x y' -Db            | -Da=x y;-Db",
                "-Da=x\" \"y' 'z           | -Da=x y z",
                "-Da='' ''                | -Da=;",
                "-Da='no end              | -Da=no end"
            })
    void options_areSeparatedAsAJvmSeparatesThem(String variable, String options) {
        assertThat(JavaOptions.split(variable)).isEqualTo(List.of(options.split(";", -1)));
    }
}
