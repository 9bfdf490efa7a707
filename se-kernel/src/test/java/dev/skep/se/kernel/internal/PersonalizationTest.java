package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.ServerSide;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalizationTest {
  private final Device device = new Device();

  @Test
  void blankElementSaysWhatItCanBecome() throws Exception {
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.info().id()).isEqualTo("soft:test");
      assertThat(element.info().personalized()).isFalse();
      assertThat(element.info().attestations()).contains("PS256", "RS256-DIAS");
      assertThat(element.info().transports()).contains("RSA-OAEP-256");
      assertThat(element.info().kdfs()).contains("HKDF-SHA256");
      assertThat(element.info().ciphers()).contains("A256GCM");
    }
  }

  @Test
  void offersTheSchemesThatAreInstalledAndThatThereCanBeAKeyFor() throws Exception {
    device.withoutKeysOf = Set.of("PS256");
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.info().attestations())
          .contains("RS256")
          .doesNotContain("PS256", "of-the-future");
    }
  }

  @Test
  void personalizedElementStaysSoOverARestartAndIsLocked() throws Exception {
    device.openPersonalized().close();
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.info().personalized()).isTrue();
      assertThat(element.info().attestations()).containsExactly("PS256");
      device.session(element);
      refused(() -> element.createAttestationKey("PS256"), "locked for good");
      refused(() -> element.installCertificateChain(List.of(Bytes.EMPTY)), "locked for good");
    }
  }

  @Test
  void keyWithoutChainIsReplacedAndSurvivesARestart() throws Exception {
    Bytes second;
    try (KernelSecurityElement element = device.open()) {
      Bytes first = element.createAttestationKey("RS256");
      second = element.createAttestationKey("PS256");
      assertThat(second).isNotEqualTo(first);
      refused(() -> element.installCertificateChain(Device.CA.chain(first)), "another key");
    }
    assertThat(device.discardedKeys).hasValue(1);
    try (KernelSecurityElement element = device.open()) {
      assertThat(element.info().personalized()).isFalse();
      element.installCertificateChain(Device.CA.chain(second));
      assertThat(element.info().attestations()).containsExactly("PS256");
      device.session(element);
    }
  }

  @Test
  void refusesASchemeThatIsNotInstalled() throws Exception {
    try (KernelSecurityElement element = device.open()) {
      refused(() -> element.createAttestationKey("ML-DSA-65"), "there is no ML-DSA-65");
      refused(
          () -> element.installCertificateChain(Device.CA.chain(rsaKey())), "no attestation key");
    }
  }

  @Test
  void refusesAChainThatIsNotStrictlyOneOfThisKey() throws Exception {
    try (KernelSecurityElement element = device.open()) {
      List<Bytes> good = Device.CA.chain(element.createAttestationKey("PS256"));
      Bytes leaf = good.get(0);
      Bytes root = good.get(1);
      refused(() -> element.installCertificateChain(List.of()), "1 to 8 certificates");
      refused(() -> element.installCertificateChain(Collections.nCopies(9, leaf)), "1 to 8");
      refused(() -> element.installCertificateChain(List.of(root, leaf)), "another key");
      refused(
          () ->
              element.installCertificateChain(
                  List.of(leaf, new DeviceCa("Another CA").chain(rsaKey()).get(1))),
          "certificate 2 is not the issuer of certificate 1");
      Bytes trailing = Bytes.concat(leaf, Bytes.of(new byte[1]));
      refused(() -> element.installCertificateChain(List.of(trailing)), "certificate 1 is not");
      refused(
          () -> element.installCertificateChain(List.of(Bytes.concat(leaf, root))),
          "certificate 1 is not");
      refused(
          () -> element.installCertificateChain(List.of(leaf.slice(0, leaf.length() - 1))),
          "certificate 1 is not");
      refused(
          () -> element.installCertificateChain(List.of(leaf, ServerSide.random(40_000))),
          "longer than 32768");
      assertThat(element.info().personalized()).isFalse();
      element.installCertificateChain(good);
      assertThat(element.info().personalized()).isTrue();
    }
  }

  @Test
  void whatCouldNotBeStoredDidNotHappen() throws Exception {
    try (KernelSecurityElement element = device.open()) {
      List<Bytes> chain = Device.CA.chain(element.createAttestationKey("PS256"));
      byte[] before = device.storage.content();
      device.storage.failFromNowOn(true);
      unreachable(() -> element.createAttestationKey("RS256"));
      assertThat(device.discardedKeys).hasValue(0);
      unreachable(() -> element.installCertificateChain(chain));
      assertThat(element.info().personalized()).isFalse();
      assertThat(device.storage.content()).isEqualTo(before);
      device.storage.failFromNowOn(false);
      element.installCertificateChain(chain);
      device.session(element);
    }
  }

  @Test
  void refusesAStateOfAnotherFormatAndClosesTheStorage() {
    device.storage.content(new byte[] {0, 0, 0, 1, (byte) 0xa0, 1, 2, 3});
    assertThatThrownBy(device::open)
        .hasRootCauseInstanceOf(dev.skep.protocol.cbor.MalformedMessageException.class)
        .hasMessageContaining("of another format");
    assertThat(device.storage.timesClosed()).isEqualTo(1);
  }

  private static Bytes rsaKey() {
    return new Device().server().request().serverPublicKey();
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String because) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining(because);
  }

  private static void unreachable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageContaining("could not be stored: memory is full");
  }
}
