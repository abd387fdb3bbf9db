package dev.corral.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The allowed dependencies between the packages of the node: for example, only the wiring knows layers and the Redis
 * store.
 */
@AnalyzeClasses(
        packages = "dev.corral.node",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.corral.node.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_root_imports_the_wiring = noClasses()
            .that()
            .resideInAPackage("dev.corral.node.*..")
            .and()
            .resideOutsideOfPackage("dev.corral.node.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.corral.node.wiring..");

    @ArchTest
    static final ArchRule only_the_wiring_knows_layers = noClasses()
            .that()
            .resideInAnyPackage("dev.corral.node.rest..", "dev.corral.node.drain..", "dev.corral.node.warm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.corral.guard.layer..",
                    "dev.corral.guard.flight..",
                    "dev.corral.guard.lock..",
                    "dev.corral.guard.near..",
                    "dev.corral.guard.gate..",
                    "dev.corral.guard.redis..");

    @ArchTest
    static final ArchRule metrics_know_no_layer_and_no_http = noClasses()
            .that()
            .resideInAPackage("dev.corral.node.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.corral.guard.layer..", "dev.corral.node.rest..", "dev.corral.node.wiring..");

    @ArchTest
    static final ArchRule origin_knows_nothing_outward = noClasses()
            .that()
            .resideInAPackage("dev.corral.node.origin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.corral.node.rest..", "dev.corral.node.wiring..", "dev.corral.node.metrics..");
}
