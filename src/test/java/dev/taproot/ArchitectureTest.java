package dev.taproot;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.taproot.image.Photograph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrows between packages point down only. */
class ArchitectureTest {
  private static final String ROOT = "dev.taproot";
  private static JavaClasses taproot;

  @BeforeAll
  static void read() {
    taproot =
        new ClassFileImporter()
            .importUrl(Taproot.class.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void theClassesLookedAtAreThoseOfTheLibrary() {
    assertThat(taproot.contain(Taproot.class)).isTrue();
    assertThat(taproot.contain(ArchitectureTest.class)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "input, ''",
    "files, input",
    "image, input",
    "evidence, image input",
    "progress, parallel",
    "parallel, ''",
    "view, evidence image files input progress",
    "network, network.torchscript evidence image files input",
    "network.torchscript, network image files input parallel",
    "gap, network evidence image input progress parallel",
    "saliency, gap network evidence image input progress parallel",
    "evaluation, saliency view gap network evidence image files input progress parallel"
  })
  void aPackageKnowsOnlyThoseBelow(String name, String below) {
    List<String> allowed = new ArrayList<>(List.of(ROOT + "." + name));
    Stream.of(below.split(" "))
        .filter(one -> !one.isEmpty())
        .forEach(one -> allowed.add(ROOT + "." + one));

    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(ROOT + "." + name)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(allowed.toArray(String[]::new))
                    .or(not(resideInAPackage(ROOT + ".."))));

    rule.check(taproot);
  }

  @Test
  void nothingBelowKnowsTheLeaves() {
    for (String leaf : List.of("cli", "jupyter")) {
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "." + leaf + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + leaf + "..")
          .check(taproot);
    }
  }

  @Test
  void theWebSiteIsKnownByTheCommandLineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".cli", ROOT + ".web")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".web")
        .check(taproot);
  }

  @Test
  void theWebSiteKnowsTheEntryAndWhatIsAskedAndShown() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".web")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    Stream.of(
                            "",
                            ".web",
                            ".view",
                            ".gap",
                            ".network",
                            ".evidence",
                            ".image",
                            ".input")
                        .map(name -> ROOT + name)
                        .toArray(String[]::new))
                .or(not(resideInAPackage(ROOT + ".."))))
        .check(taproot);
  }

  @Test
  void onlyTheWebSiteKnowsAboutServers() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".web")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta..", "kotlin..")
        .check(taproot);
  }

  @Test
  void onlyTheEntryAndTheCommandLineKnowTheExperiment() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".cli", ROOT + ".evaluation")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".evaluation")
        .check(taproot);
  }

  @Test
  void noPackagesKnowEachOtherInACircle() {
    slices().assignedFrom(new PackagesOfTaproot()).should().beFreeOfCycles().check(taproot);
  }

  @Test
  void torchScriptIsReachedThroughTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".network.torchscript")
        .and()
        .doNotHaveFullyQualifiedName("dev.taproot.network.NetworkLoader")
        .and()
        .doNotHaveFullyQualifiedName("dev.taproot.network.DjlModel")
        .and()
        .doNotHaveFullyQualifiedName("dev.taproot.Inquiry")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".network.torchscript")
        .check(taproot);
  }

  @Test
  void onlyTorchScriptKnowsThatAZipIsInvolved() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".network.torchscript")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.zip", "java.util.jar")
        .check(taproot);
  }

  @Test
  void onlyTheNetworkKnowsDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".network..")
        .and()
        .doNotBelongToAnyOf(Taproot.class, Photograph.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .check(taproot);
    noClasses()
        .that()
        .belongToAnyOf(Taproot.class, Photograph.class)
        .should()
        .dependOnClassesThat(
            resideInAPackage("ai.djl..").and(not(resideInAPackage("ai.djl.modality.cv"))))
        .check(taproot);
  }

  @Test
  void aClassIsNamedForWhatItIs() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Util")
        .orShould()
        .haveSimpleNameContaining("Helper")
        .orShould()
        .haveSimpleNameContaining("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(taproot);
  }

  /** A slice for each package; a network and its one kind of archive belong together. */
  private static final class PackagesOfTaproot implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass one) {
      String name = one.getPackageName();
      return name.startsWith(ROOT)
          ? SliceIdentifier.of(name.startsWith(ROOT + ".network") ? ROOT + ".network" : name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
