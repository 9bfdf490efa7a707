package dev.skep.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.skep.itest.architecture.fixture.api.Role;
import dev.skep.itest.architecture.fixture.provider.ecdh.internal.Curve;
import dev.skep.itest.architecture.fixture.provider.rsa.internal.NeighbourUser;
import dev.skep.itest.architecture.fixture.stray.Homeless;
import org.junit.jupiter.api.Test;

/** The rules notice what breaks them. */
class ArchitectureRulesTest {
  private static final String ROOT = "dev.skep.itest.architecture.fixture";
  private static final House HOUSE = new House(ROOT);

  @Test
  void allowsAProviderToUseTheApi() {
    assertThatCode(() -> new Arrows(HOUSE).followTheTable().check(only(Curve.class, Role.class)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAProviderThatUsesAnotherProvider() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new Arrows(HOUSE).followTheTable().check(only(NeighbourUser.class)))
        .withMessageContaining("provider.rsa must not use")
        .withMessageContaining("Curve");
  }

  @Test
  void refusesAClassThatIsInNoFolder() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new Arrows(HOUSE).followTheTable().check(only(Homeless.class)))
        .withMessageContaining("in no folder");
  }

  @Test
  void refusesAPackageWithoutDescription() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new Arrows(HOUSE).packagesAreDescribed().check(only(Homeless.class)))
        .withMessageContaining("has no package-info");
  }

  @Test
  void refusesWhatLetsItselfBeSerialized() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new Arrows(HOUSE).serializeNothing().check(only(Homeless.class)))
        .withMessageContaining("serialises objects");
    assertThatCode(() -> new Arrows(HOUSE).serializeNothing().check(only(Curve.class, Role.class)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTheArrowsThatTheTableDoesNotHave() {
    House house = new House("dev.skep");

    assertThat(house.objection("dev.skep.server.core.internal", "dev.skep.provider.rsa"))
        .isPresent();
    assertThat(house.objection("dev.skep.server.core.internal", "dev.skep.se.software"))
        .isPresent();
    assertThat(house.objection("dev.skep.se.software.internal", "dev.skep.se.pcsc")).isPresent();
    assertThat(house.objection("dev.skep.se.kernel.internal", "dev.skep.se.software")).isPresent();
    assertThat(house.objection("dev.skep.se.software.internal", "dev.skep.se.kernel.internal"))
        .isPresent();
    assertThat(house.objection("dev.skep.se.software.internal", "dev.skep.se.kernel")).isEmpty();
    assertThat(house.objection("dev.skep.api.se", "dev.skep.protocol")).isPresent();
    assertThat(house.objection("dev.skep.api.se", "org.slf4j")).isPresent();
    assertThat(house.objection("dev.skep.client.internal", "dev.skep.protocol.internal"))
        .isPresent();
    assertThat(house.objection("dev.skep.provider.rsa.internal", "org.bouncycastle.asn1"))
        .isPresent();
    assertThat(house.objection("dev.skep.server.core.internal", "org.bouncycastle.cert"))
        .isPresent();
    assertThat(house.objection("dev.skep.issuer.x509.internal", "dev.skep.protocol")).isPresent();
    assertThat(house.objection("dev.skep.issuer.x509.internal", "org.bouncycastle.cert")).isEmpty();
    assertThat(house.objection("dev.skep.client.internal", "dev.skep.protocol.message")).isEmpty();
    assertThat(house.objection("dev.skep.client.internal.http", "dev.skep.client.internal"))
        .isEmpty();
  }

  private static JavaClasses only(Class<?>... types) {
    return new ClassFileImporter().importClasses(types);
  }
}
