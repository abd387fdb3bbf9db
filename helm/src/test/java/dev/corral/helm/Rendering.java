package dev.corral.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** What the chart makes of values: objects of Kubernetes, each read strictly. */
record Rendering(List<HasMetadata> objects) {

    /** A Pod, or what a Deployment or a StatefulSet makes Pods of. */
    record PodShape(String name, Map<String, String> labels, Map<String, String> annotations, PodSpec spec) {

        Container container() {
            return spec.getContainers().getFirst();
        }
    }

    static Rendering of(String text) {
        return new Rendering(Arrays.stream(text.split("(?m)^---$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .map(StrictYaml::object)
                .toList());
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    <T extends HasMetadata> T get(Class<T> kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new NoSuchElementException("no " + kind.getSimpleName() + " " + name));
    }

    /** What the Jobs of hooks make Pods of; they are not among {@link #pods()}. */
    List<PodShape> jobs() {
        return all(Job.class).stream()
                .map(job -> shape(job.getMetadata().getName(), job.getSpec().getTemplate()))
                .toList();
    }

    List<PodShape> pods() {
        return objects.stream().flatMap(Rendering::shape).toList();
    }

    PodShape pod(String name) {
        return pods().stream()
                .filter(pod -> pod.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no Pods of " + name));
    }

    private static Stream<PodShape> shape(HasMetadata object) {
        String name = object.getMetadata().getName();
        return switch (object) {
            case Deployment deployment ->
                Stream.of(shape(name, deployment.getSpec().getTemplate()));
            case StatefulSet set -> Stream.of(shape(name, set.getSpec().getTemplate()));
            case Pod pod -> Stream.of(shape(name, pod.getMetadata(), pod.getSpec()));
            default -> Stream.empty();
        };
    }

    private static PodShape shape(String name, PodTemplateSpec template) {
        return shape(name, template.getMetadata(), template.getSpec());
    }

    private static PodShape shape(String name, ObjectMeta metadata, PodSpec spec) {
        return new PodShape(name, metadata.getLabels(), metadata.getAnnotations(), spec);
    }
}
