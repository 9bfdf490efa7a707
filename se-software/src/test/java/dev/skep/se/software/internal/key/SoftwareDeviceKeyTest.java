package dev.skep.se.software.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.DeviceKeys;
import dev.skep.se.kernel.StoredDeviceKey;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SoftwareDeviceKeyTest {
  private static final String SCHEME = "RS256";
  private static final byte[] TAG = "SKEP/1 attestation\0".getBytes(StandardCharsets.US_ASCII);

  private final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  private final AttestationScheme scheme =
      catalogue.lease(AttestationScheme.class, SCHEME, Duration.ZERO).orElseThrow().get();
  private final Bytes th = Bytes.of(new byte[32]);
  private final SecretBytes ck = SecretBytes.copyOf(new byte[32]);
  private DeviceKey key;
  private PublicKey publicKey;

  @BeforeEach
  void makeKey() throws Exception {
    SoftwareDeviceKeys keys = new SoftwareDeviceKeys(catalogue, new SecureRandom());
    try (StoredDeviceKey stored = keys.create(SCHEME)) {
      key = keys.open(stored);
    }
    publicKey = scheme.decodePublicKey(key.publicKey());
  }

  @AfterEach
  void closeKey() {
    key.close();
  }

  @Test
  void signsTagThenTranscriptHashThenConfirmationKey() throws Exception {
    Bytes message = Bytes.concat(Bytes.of(TAG), th, ck.use(Bytes::of));
    assertThat(scheme.verify(publicKey, message, key.attest(th, ck))).isTrue();
  }

  @Test
  @DisplayName("attack 17: what is given in place of TH is signed behind the tag only")
  void signsNothingWithoutItsTag() throws Exception {
    byte[] input = Arrays.copyOf(TAG, 64);
    Bytes signature = key.attest(Bytes.of(input), ck);
    assertThat(scheme.verify(publicKey, Bytes.of(input), signature)).isFalse();
    assertThat(
            scheme.verify(publicKey, Bytes.concat(Bytes.of(input), ck.use(Bytes::of)), signature))
        .isFalse();
  }

  @Test
  @DisplayName("attack 18: a digest made outside is never signed as such")
  void signsNoDigestFromOutside() throws Exception {
    Bytes payment = Bytes.utf8("pay 1000 to the attacker");
    Bytes digest = Bytes.of(MessageDigest.getInstance("SHA-256").digest(payment.toArray()));
    assertThat(scheme.verify(publicKey, payment, key.attest(digest, ck))).isFalse();
  }

  @Test
  @DisplayName("attack 18: no method of a device key or an SE takes a message or digest to sign")
  void hasNoWayToSignAnythingElse() {
    assertThat(names(DeviceKey.class))
        .containsExactlyInAnyOrder(
            "scheme", "publicKey", "attest", "attestKey", "discard", "close");
    assertThat(names(DeviceKeys.class)).containsExactlyInAnyOrder("schemes", "create", "open");
    assertThat(names(SecurityElement.class))
        .containsExactlyInAnyOrder("info", "establish", "process", "macData", "abort");
  }

  @Test
  void refusesLengthsThatAreNoTranscriptHashOrConfirmationKey() {
    assertThatThrownBy(() -> key.attest(Bytes.of(new byte[31]), ck))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> key.attest(Bytes.of(new byte[65]), ck))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> key.attest(th, SecretBytes.copyOf(new byte[33])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASchemeThatIsNotInstalled() {
    SoftwareDeviceKeys keys = new SoftwareDeviceKeys(catalogue, new SecureRandom());
    assertThatThrownBy(() -> keys.create("ML-DSA-65"))
        .isInstanceOf(SecurityElementException.class)
        .hasMessageContaining("ML-DSA-65 is not installed, only [");
  }

  @Test
  void signsNothingOnceClosed() {
    key.close();
    assertThatThrownBy(() -> key.attest(th, ck)).isInstanceOf(IllegalStateException.class);
  }

  /** Its bundle may go while the element is idle. */
  @Test
  @Timeout(20)
  void keepsNeitherASchemeAliveNorWhatThatHasMadeOfTheKey() throws Exception {
    catalogue.remove(scheme, Duration.ZERO);
    List<WeakReference<Object>> made = signWithASchemeThatGoes();
    while (made.stream().anyMatch(one -> one.get() != null)
        && !Thread.currentThread().isInterrupted()) {
      System.gc();
    }
    assertThat(made).allSatisfy(one -> assertThat(one.get()).isNull());
    catalogue.add(AttestationScheme.class, scheme, 0);
    assertThat(key.attest(th, ck).length()).isPositive();
  }

  private List<WeakReference<Object>> signWithASchemeThatGoes() throws Exception {
    List<WeakReference<Object>> made = new ArrayList<>();
    AttestationScheme going =
        (AttestationScheme)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AttestationScheme.class},
                (self, method, arguments) -> {
                  Object result = method.invoke(scheme, arguments);
                  if (method.getName().equals("decodePrivateKey")) {
                    made.add(new WeakReference<>(result));
                  }
                  return result;
                });
    catalogue.add(AttestationScheme.class, going, 0);
    key.attest(th, ck);
    catalogue.remove(going, Duration.ZERO);
    assertThat(made).hasSize(1);
    made.add(new WeakReference<>(going));
    return made;
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .toList();
  }
}
