package dev.holdfast;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, and what no code of ours may do. */
class ArchitectureTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.holdfast");

    private static final String CHECKER = "dev.holdfast.checker..";
    private static final String IMPL = "dev.holdfast.impl..";
    private static final String ENV = "dev.holdfast.env..";
    private static final String REPORT = "dev.holdfast.report..";
    private static final String[] WORKLOADS = {
        "dev.holdfast.record..",
        "dev.holdfast.fault..",
        "dev.holdfast.workload..",
        "dev.holdfast.run..",
        "dev.holdfast.suite..",
        "dev.holdfast.scenario..",
        "dev.holdfast.experiment..",
        "dev.holdfast.bench..",
        "dev.holdfast.cli.."
    };

    @Test
    void theRulesSeeAllModules() {
        for (String root : new String[] {"checker", "impl", "env", "report", "run"}) {
            assertTrue(
                    OURS.stream()
                                    .filter(
                                            c ->
                                                    c.getPackageName()
                                                            .startsWith("dev.holdfast." + root))
                                    .count()
                            >= 5,
                    "too few classes seen in " + root);
        }
    }

    @Test
    void checkerUsesNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(CHECKER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(IMPL, ENV, REPORT)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(WORKLOADS)
                .check(OURS);
    }

    @Test
    void implKnowsNothingOfTesting() {
        noClasses()
                .that()
                .resideInAPackage(IMPL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CHECKER, ENV, REPORT)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(WORKLOADS)
                .check(OURS);
    }

    @Test
    void environmentsUseOnlyImpl() {
        noClasses()
                .that()
                .resideInAPackage(ENV)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CHECKER, REPORT)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(WORKLOADS)
                .check(OURS);
    }

    @Test
    void reportsUseOnlyTheChecker() {
        noClasses()
                .that()
                .resideInAPackage(REPORT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(IMPL, ENV)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(WORKLOADS)
                .check(OURS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void onlyTheCommandLineAndTheAgentPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.holdfast.cli..", "dev.holdfast.impl.agent..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void noMutableStatics() {
        noFields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notBeFinal()
                .check(OURS);
    }

    @Test
    void noUnseededRandom() {
        noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .check(OURS);
    }

    @Test
    void classesByNameOnlyInTheAgent() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.holdfast.impl.agent..")
                .should()
                .callMethod(Class.class, "forName", String.class)
                .check(OURS);
    }

    @Test
    void typesOfOneCommandAreThePackagesOwn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Command")
                .and()
                .resideInAPackage("dev.holdfast.cli..")
                .should()
                .bePackagePrivate()
                .check(OURS);
    }
}
