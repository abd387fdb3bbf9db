package dev.corral.guard.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The store on Redis can be used in every Java service: it depends on the guard and on the Vert.x client, and on no
 * framework.
 */
@AnalyzeClasses(
        packages = "dev.corral.guard.redis",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.corral.guard.redis.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule store_knows_no_framework_and_no_service = noClasses()
            .that()
            .resideInAPackage("dev.corral.guard.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "dev.corral.node..", "dev.corral.lab..", "dev.corral.guard.layer..");
}
