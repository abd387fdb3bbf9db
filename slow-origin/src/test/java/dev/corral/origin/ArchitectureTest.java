package dev.corral.origin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The origin stands for somebody else: it knows nothing of the cache in front of it. */
@AnalyzeClasses(
        packages = "dev.corral.origin",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.corral.origin.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule origin_knows_nothing_of_corral = noClasses()
            .that()
            .resideInAPackage("dev.corral.origin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.corral.guard..", "dev.corral.node..", "dev.corral.lab..");

    @ArchTest
    static final ArchRule only_the_edge_knows_the_framework = noClasses()
            .that()
            .resideInAPackage("dev.corral.origin.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "dev.corral.origin.rest..");
}
