package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import java.security.InvalidKeyException;
import org.junit.jupiter.api.Test;

/** Where a private key's encoding ends: behind each of its parts. */
class PrivateKeyInfoTest {
  private static final String SCALAR = "11".repeat(32);
  private static final String P256 = "301306072a8648ce3d020106082a8648ce3d030107";
  private static final String X25519 = "300506032b656e";

  @Test
  void nothingFollowsTheParts() throws Exception {
    DhKem kem = new DhkemP256(TestEngine.JDK.engines());
    decode(kem, "3041020100" + P256 + "0427" + "30250201010420" + SCALAR);
    assertRefused(kem, "3041020100" + P256 + "0427" + "30250201010420" + SCALAR + "0500");
    assertRefused(kem, "3043020100" + P256 + "0427" + "30250201010420" + SCALAR + "0500");
    assertRefused(kem, "3043020100" + P256 + "0429" + "30250201010420" + SCALAR + "0500");
    assertRefused(kem, "3043020100" + P256 + "0429" + "30270201010420" + SCALAR + "0500");
  }

  @Test
  void nothingFollowsTheBytesOfACurve25519Key() throws Exception {
    DhKem kem = new DhkemX25519(TestEngine.JDK.engines());
    decode(kem, "302e020100" + X25519 + "0422" + "0420" + SCALAR);
    assertRefused(kem, "302e020100" + X25519 + "0422" + "0420" + SCALAR + "0500");
    assertRefused(kem, "3030020100" + X25519 + "0422" + "0420" + SCALAR + "0500");
    assertRefused(kem, "3030020100" + X25519 + "0424" + "0420" + SCALAR + "0500");
  }

  private static void decode(AsymmetricAlgorithm algorithm, String pkcs8)
      throws InvalidKeyException {
    algorithm.decodePrivateKey(SecretBytes.adopt(Bytes.hex(pkcs8).toArray()));
  }

  private static void assertRefused(AsymmetricAlgorithm algorithm, String pkcs8) {
    assertThatThrownBy(() -> decode(algorithm, pkcs8))
        .as(pkcs8)
        .isInstanceOf(InvalidKeyException.class);
  }
}
