package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.AttestationMessage;
import dev.skep.testkit.se.ServerSide;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EstablishmentTest {
  static List<Suite> suites() {
    return List.of(
        Device.RSA,
        new Suite("RSA-OAEP-256", "RS256", "HKDF-SHA384", "A256CBC-HS512"),
        new Suite("RSA-OAEP-256", "RS256-DIAS", "KBKDF-HMAC-SHA256", "A128CBC-HS256"),
        new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A256GCM"),
        new Suite("DHKEM-P384-HKDF-SHA384", "ES384", "HKDF-SHA384", "A256CBC-HS512"),
        new Suite("DHKEM-X25519-HKDF-SHA256", "Ed25519", "KBKDF-CMAC-AES256", "A256GCM"));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void serverThatRecomputesEverythingAcceptsTheAttestation(Suite suite) throws Exception {
    Device device = new Device().suite(suite);
    try (KernelSecurityElement element = device.openPersonalized()) {
      ServerSide server = device.server();
      Established established = element.establish(server.request());
      server.accept(established).close();
      assertThat(established.seNonce().length()).isEqualTo(32);
      assertThat(established.certificateChain()).hasSize(2);
      assertThat(established.records()).isEmpty();
    }
  }

  @Test
  void everyStepMakesFreshValues() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      EstablishRequest request = device.server().request();
      Established one = element.establish(request);
      Established two = element.establish(request);
      assertThat(one.seNonce()).isNotEqualTo(two.seNonce());
      assertThat(one.encapsulatedKey()).isNotEqualTo(two.encapsulatedKey());
      assertThat(one.attestation()).isNotEqualTo(two.attestation());
      assertThat(one.handle()).isNotEqualTo(two.handle());
    }
  }

  @Test
  void refusesBeforeItIsPersonalized() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.open()) {
      refuses(element, device.server().request(), "not personalised");
    }
  }

  @Test
  void refusesASchemeOtherThanItsOwnAndASuiteThatIsNotInstalled() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      EstablishRequest good = device.server().request();
      refuses(element, with(good, suite("RSA-OAEP-256", "RS256")), "attests with PS256, not RS256");
      refuses(element, with(good, suite("NO-SUCH-KEM", "PS256")), "does not have all of");
    }
  }

  @Test
  void refusesAServerKeyThatIsNotFit() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      EstablishRequest good = device.server().request();
      for (Bytes key :
          List.of(
              Bytes.EMPTY,
              ServerSide.random(300),
              Device.CA.chain(good.serverPublicKey()).get(0))) {
        EstablishRequest bad =
            new EstablishRequest(
                good.sessionId(), good.offerHash(), good.suite(), key, Bytes.EMPTY);
        refuses(element, bad, "the server's key is not fit for RSA-OAEP-256: ");
      }
    }
  }

  @Test
  void refusesAnOfferHashOfAnotherHash() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      EstablishRequest good = device.server().request();
      refuses(
          element,
          new EstablishRequest(
              good.sessionId(),
              ServerSide.random(48),
              good.suite(),
              good.serverPublicKey(),
              Bytes.EMPTY),
          "which is not SHA-256");
    }
  }

  @Test
  @DisplayName("attack 17: bytes equal to an encoded AK input are never signed as they are")
  void refusesARequestThatIsNone() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized();
        SecretBytes ck = SecretBytes.adopt(ServerSide.random(32).toArray())) {
      ServerSide server = device.server();
      Bytes forged = AttestationMessage.of(ServerSide.random(32), ck);
      refuses(element, server.request(forged), "the issuer's request is malformed");
    }
  }

  @Test
  @DisplayName("attack 68: a signature that a fault spoiled never leaves, and no session stays")
  void dropsTheSessionWhenTheAttestationCameOutWrong() throws Exception {
    Device device = new Device();
    device.quota = 1;
    try (KernelSecurityElement element = device.openPersonalized()) {
      AttestationScheme good =
          device
              .catalogue
              .lease(AttestationScheme.class, "PS256", Duration.ZERO)
              .orElseThrow()
              .get();
      AttestationScheme faulty = new FaultyScheme(good);
      device.catalogue.add(AttestationScheme.class, faulty, 100);
      for (int i = 0; i < 3; i++) {
        refuses(element, device.server().request(), "came out wrong and was thrown away");
      }
      device.catalogue.remove(faulty, Duration.ofSeconds(1));
      assertThat(device.session(element)).isNotNull();
    }
  }

  @Test
  @DisplayName("attack 68: the same for RS256-DIAS")
  void dropsTheSessionWhenTheDiasSignatureCameOutWrong() throws Exception {
    Device device =
        new Device().suite(new Suite("RSA-OAEP-256", "RS256-DIAS", "HKDF-SHA256", "A256GCM"));
    try (KernelSecurityElement element = device.openPersonalized()) {
      AttestationScheme good =
          device
              .catalogue
              .lease(AttestationScheme.class, "RS256-DIAS", Duration.ZERO)
              .orElseThrow()
              .get();
      device.catalogue.add(AttestationScheme.class, new FaultyScheme(good), 100);
      refuses(element, device.server().request(), "came out wrong and was thrown away");
    }
  }

  private static Suite suite(String transport, String attestation) {
    return new Suite(transport, attestation, "HKDF-SHA256", "A256GCM");
  }

  private static EstablishRequest with(EstablishRequest good, Suite suite) {
    return new EstablishRequest(
        good.sessionId(), good.offerHash(), suite, good.serverPublicKey(), Bytes.EMPTY);
  }

  private static void refuses(
      KernelSecurityElement element, EstablishRequest request, String because) {
    assertThatThrownBy(() -> element.establish(request))
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining(because);
  }
}
