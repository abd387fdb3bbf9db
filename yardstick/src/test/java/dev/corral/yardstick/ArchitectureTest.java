package dev.corral.yardstick;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A control has nothing in it of what it controls. */
@AnalyzeClasses(
        packages = "dev.corral.yardstick",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {

    @ArchTest
    static final ArchRule yardstick_knows_nothing_of_corral = noClasses()
            .that()
            .resideInAPackage("dev.corral.yardstick..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.corral.guard..", "dev.corral.node..", "dev.corral.lab..", "dev.corral.origin..");
}
