package dev.corral.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The library knows the JDK, Mutiny and Caffeine, and its rooms know each other one way. */
@AnalyzeClasses(packages = "dev.corral.guard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule guard_imports_only_jdk_mutiny_and_caffeine = classes()
            .that()
            .resideInAPackage("dev.corral.guard..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "dev.corral.guard..", "io.smallrye.mutiny..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule nothing_imports_layers_but_layers = noClasses()
            .that()
            .resideInAnyPackage("dev.corral.guard.core..", "dev.corral.guard.policy..", "dev.corral.guard.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.corral.guard.layer..");

    @ArchTest
    static final ArchRule policies_do_no_io = noClasses()
            .that()
            .resideInAPackage("dev.corral.guard.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye.mutiny..", "dev.corral.guard.store..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule nobody_reads_the_wall_clock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
