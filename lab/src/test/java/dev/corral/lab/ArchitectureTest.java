package dev.corral.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Checks that the lab measures from outside: it depends neither on the node nor on the origin, and only starts them.
 */
@AnalyzeClasses(
        packages = "dev.corral.lab",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.corral.lab.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule lab_knows_no_service = noClasses()
            .that()
            .resideInAPackage("dev.corral.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.corral.node..", "dev.corral.origin..", "io.quarkus..");

    @ArchTest
    static final ArchRule measures_are_pure = noClasses()
            .that()
            .resideInAPackage("dev.corral.lab.measure..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.corral.lab.fleet..", "dev.corral.lab.report..", "dev.corral.lab.command..", "io.vertx..");
}
