package dev.skep.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The arrows between the folders, over all modules that the distribution is made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final House HOUSE = new House("dev.skep");

  private JavaClasses classes;

  @BeforeAll
  void readTheModules() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE.root());
  }

  @Test
  void everyFolderThatIsShippedIsChecked() {
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : classes) {
      HOUSE.folderOf(type.getPackageName()).ifPresent(folder -> seen.add(folder.name()));
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            "api",
            "client",
            "crypto.bc",
            "crypto.corretto",
            "crypto.fips",
            "demo",
            "distribution",
            "issuer.x509",
            "modulepath",
            "protocol",
            "provider.ecdh",
            "provider.pqc",
            "provider.rsa",
            "provider.symmetric",
            "se.kernel",
            "se.pcsc",
            "se.pcsc.applet",
            "se.pcsc.simulator",
            "se.pkcs11",
            "se.software",
            "server.core",
            "server.http",
            "store.jdbc",
            "testkit",
            "testkit.se");
  }

  @Test
  void foldersUseOnlyWhatTheTableAllows() {
    new Arrows(HOUSE).followTheTable().check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    new Arrows(HOUSE).packagesAreDescribed().check(classes);
  }

  /**
   * The other half of the case, a class or service of another bundle in the place of ours: classes
   * of ours that are not exported cannot be replaced ({@link ManifestTest}); which bundles run, and
   * so which services there are, is the operator's decision, since Java has no permissions left to
   * tell bundles of one container apart.
   */
  @Test
  @DisplayName("attack 55: no message, handle or token can be deserialised as a Java object")
  void nothingIsSerializedAsJavaObjects() {
    new Arrows(HOUSE).serializeNothing().check(classes);
  }
}
