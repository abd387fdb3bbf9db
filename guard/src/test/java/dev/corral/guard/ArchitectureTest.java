package dev.corral.guard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.corral.guard.runtime.SystemClock;

/**
 * The library depends on the JDK, Mutiny and Caffeine only, and the dependencies between its packages have no cycle.
 */
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
    static final ArchRule packages_form_no_cycle =
            slices().matching("dev.corral.guard.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule core_imports_nothing_of_ours = classes()
            .that()
            .resideInAPackage("dev.corral.guard.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.smallrye.mutiny..", "dev.corral.guard.core..");

    @ArchTest
    static final ArchRule policies_do_no_io = noClasses()
            .that()
            .resideInAPackage("dev.corral.guard.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye.mutiny..", "dev.corral.guard.store..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule nobody_reads_the_wall_clock = noClasses()
            .that()
            .doNotBelongToAnyOf(SystemClock.class)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
