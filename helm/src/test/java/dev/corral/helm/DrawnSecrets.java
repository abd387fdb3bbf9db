package dev.corral.helm;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Secrets that the chart's Job creates, and their keys. */
final class DrawnSecrets {

    private DrawnSecrets() {}

    /** @return the keys by the name of the Secret; none if there is no such Job */
    static Map<String, List<String>> of(Rendering rendering) {
        return rendering.all(Job.class).stream()
                .map(job ->
                        job.getSpec().getTemplate().getSpec().getContainers().getFirst())
                .filter(container -> container.getArgs().contains("draw"))
                .flatMap(container -> container.getArgs().stream().skip(3))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> List.of(each[1].split(","))));
    }
}
