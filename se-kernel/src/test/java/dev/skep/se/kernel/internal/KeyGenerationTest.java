package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import java.lang.reflect.Proxy;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that the atomic step makes (spec rules D-5, D-6, KA-1, KA-2). */
class KeyGenerationTest {
  private final Device device = new Device().suite(Device.EC);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysOfEachKeyWhatItWasMadeWithInOrder(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer issuer = device.managed();
    KeyTerms rsa = terms("two", "PS256", 2048, false);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("one", "pin"), rsa);
      assertThat(visit.generated()).hasSize(2);
      KeyStatement one = visit.statement(0);
      assertThat(one.terms()).isEqualTo(Issuer.key("one", "pin"));
      assertThat(visit.statement(1).terms()).isEqualTo(rsa);
      assertThat(one.sessionId()).isEqualTo(visit.server().sessionId());
      assertThat(one.domain()).isEqualTo(issuer.domain());
      assertThat(one.serverKeyHash())
          .isEqualTo(IssuerDomain.serverKeyHash(visit.server().publicKey()));
      assertThat(visit.generated()).allMatch(made -> made.signature().isEmpty());
      scheme("ES256").decodePublicKey(one.publicKey());
      scheme("PS256").decodePublicKey(visit.statement(1).publicKey());
      visit.commits(visit.pin("pin", "1234"), visit.commit());
      assertThat(element.objects()).hasSize(3);
    }
  }

  @Test
  void signsTheStatementWhereTheRequestAsksForItAndKeepsItsAttestation() throws Exception {
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, terms("k", "ES256", 256, true));
      Bytes statement = visit.generated().get(0).statement();
      Bytes signature = visit.generated().get(0).signature().orElseThrow();
      AttestationScheme scheme = scheme("ES256");
      Bytes own =
          element.objects().isEmpty() ? ServerSide.leafKey(visit.established()) : Bytes.EMPTY;
      assertThat(
              scheme.verify(
                  scheme.decodePublicKey(own), KeyStatement.message(statement), signature))
          .isTrue();
      visit.commits(visit.commit());
      ProvisionedObject.Key key = (ProvisionedObject.Key) element.objects().get(0);
      assertThat(KeyAttestation.decode(key.attestation(), CborLimits.DEFAULT))
          .isEqualTo(
              new KeyAttestation(
                  statement, "ES256", signature, visit.established().certificateChain()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NO-SUCH, 0, it cannot make k: no NO-SUCH",
    "ES256, 384, has keys of",
    "PS256, 1024, has keys of",
    "RS256-DIAS, 0, is for attestation only",
  })
  void refusesAKeyThatItCannotMakeAndKeepsNothing(String algorithm, int size, String because)
      throws Exception {
    device.quota = 1;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      for (int i = 0; i < 2; i++) {
        refuses(
            () -> issuer.visit(element, Issuer.key("good", ""), terms("k", algorithm, size, false)),
            because);
      }
      assertThat(issuer.visit(element, Issuer.key("good", ""))).isNotNull();
    }
  }

  @Test
  void refusesAManagementKeyThatIsNotFitForItsScheme() throws Exception {
    Issuer issuer = device.unmanaged();
    Bytes spki = device.managed().managementKey().orElseThrow().publicKey();
    try (KernelSecurityElement element = device.openPersonalized()) {
      for (ManagementKey bad :
          List.of(
              new ManagementKey("ES384", spki),
              new ManagementKey("ES256", spki.slice(0, 60)),
              new ManagementKey("RS256-DIAS", spki),
              new ManagementKey("NO-SUCH", spki))) {
        Bytes request =
            new ProvisioningRequest(
                    Optional.of(bad), List.of(), "alice", Bytes.EMPTY, Optional.empty())
                .encode();
        refuses(
            () -> issuer.visit(element, request),
            "the management key is not fit for " + bad.scheme());
      }
    }
  }

  @Test
  @DisplayName("attack 17: a request that has an AK input in it gets that signed behind a tag only")
  void signsNothingOfARequestAsItIs() throws Exception {
    Issuer issuer = device.managed();
    KeyTerms terms =
        new KeyTerms(
            "k",
            "ES256",
            0,
            Set.of(KeyUsage.DIGITAL_SIGNATURE),
            Optional.empty(),
            "SKEP/1 attestation",
            true);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, terms);
      AttestationScheme scheme = scheme("ES256");
      assertThat(
              scheme.verify(
                  scheme.decodePublicKey(ServerSide.leafKey(visit.established())),
                  visit.generated().get(0).statement(),
                  visit.generated().get(0).signature().orElseThrow()))
          .isFalse();
    }
  }

  @Test
  @DisplayName("attack 39: a scheme that makes the same key again stops the SE")
  void stopsWhenTheSameKeyIsMadeAgain() throws Exception {
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      device.catalogue.add(AttestationScheme.class, sameKeyEachTime(scheme("ES384")), 100);
      Visit before = issuer.visit(element, terms("one", "ES384", 0, false));
      assertThatThrownBy(() -> issuer.visit(element, terms("two", "ES384", 0, false)))
          .isInstanceOfSatisfying(
              SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REMOVED))
          .hasMessageContaining("led to the same key twice");
      assertThatThrownBy(() -> before.send(before.commit()))
          .hasMessageContaining("has stopped: the random generator");
      assertThatThrownBy(element::objects).hasMessageContaining("has stopped");
    }
  }

  @Test
  @DisplayName("attack 68: a key attestation that a fault spoiled never leaves, nothing stays")
  void dropsAllWhenTheKeyAttestationCameOutWrong() throws Exception {
    device.quota = 1;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      AttestationScheme faulty = new FaultyScheme(scheme("ES256"));
      device.catalogue.add(AttestationScheme.class, faulty, 100);
      refuses(
          () -> issuer.visit(element, terms("k", "PS256", 0, true)),
          "key attestation came out wrong and was thrown away");
      device.catalogue.remove(faulty, Duration.ofSeconds(1));
      assertThat(issuer.visit(element, terms("k", "ES256", 0, true))).isNotNull();
    }
  }

  private AttestationScheme scheme(String name) {
    try (Lease<AttestationScheme> lease =
        device.catalogue.lease(AttestationScheme.class, name, Duration.ZERO).orElseThrow()) {
      return lease.get();
    }
  }

  private static AttestationScheme sameKeyEachTime(AttestationScheme good) {
    KeyPair keys =
        good.generateKeyPair(good.keySizesBits().get(0), new java.security.SecureRandom());
    return (AttestationScheme)
        Proxy.newProxyInstance(
            AttestationScheme.class.getClassLoader(),
            new Class<?>[] {AttestationScheme.class},
            (self, method, arguments) ->
                method.getName().equals("generateKeyPair") ? keys : method.invoke(good, arguments));
  }

  private static KeyTerms terms(String id, String algorithm, int size, boolean signed) {
    return new KeyTerms(
        id, algorithm, size, Set.of(KeyUsage.NON_REPUDIATION), Optional.empty(), "", signed);
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String because) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining(because);
  }
}
