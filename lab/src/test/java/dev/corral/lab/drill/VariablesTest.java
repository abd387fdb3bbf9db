package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up{namespace=~\"$namespace\"} | up{namespace=~\"local\"}",
                "a{cache=~\"$cache\"} | a{cache=~\"naive\"}",
                "a{cache=~\"${cache:regex}\", instance=~\"${node}\"} | a{cache=~\"naive\", instance=~\".+\"}",
                "rate(a[$__rate_interval]) | rate(a[5s])",
                "max_over_time(a[$__interval:1s]) | max_over_time(a[1s:1s])",
                "label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\") | label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")"
            })
    void variable_hasTheValueOfADrill(String expression, String filled) {
        assertThat(Variables.fill(expression, "naive")).isEqualTo(filled);
    }
}
