package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    @ParameterizedTest
    @EnumSource(Mix.class)
    void mix_breaksNoPromise(Mix mix) {
        List<String> broken = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            for (String sentence : new Simulation(seed, mix, Without.NOTHING).run()) {
                broken.add("seed " + seed + " " + sentence);
            }
        }
        assertThat(broken).isEmpty();
    }
}
