package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AsymmetricAlgorithm;
import dev.skep.testkit.rule.Must;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How keys are made and read (spec sections 3.5 and 3.6). */
interface KeyRules {
  @Must
  @Test
  default void Y6_makesKeysOfTheSizesThatItNamesAndOfNoOther(
      AsymmetricAlgorithm algorithm, Keys keys) {
    List<Integer> sizes = algorithm.keySizesBits();
    assertFalse(sizes.isEmpty(), "no key size is named");
    assertEquals(sizes.size(), new HashSet<>(sizes).size(), "a size is named twice");
    assertEquals("X.509", keys.own().getPublic().getFormat());
    assertEquals("PKCS#8", keys.own().getPrivate().getFormat());
    assertNotEquals(keys.publicKey(), Bytes.of(keys.other().getPublic().getEncoded()));
    for (int size : List.of(Integer.MIN_VALUE, -1, 0, 1, 1_000_003)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> algorithm.generateKeyPair(size, keys.random()),
          () -> "makes keys of " + size + " bits");
    }
  }

  @Must
  @Test
  default void Y6_keysComeBackThroughTheirEncodings(AsymmetricAlgorithm algorithm, Keys keys)
      throws Exception {
    for (KeyPair pair : List.of(keys.own(), keys.other())) {
      Bytes spki = Bytes.of(pair.getPublic().getEncoded());
      assertEquals(spki, Bytes.of(algorithm.decodePublicKey(spki).getEncoded()));
      byte[] pkcs8 = decoded(algorithm, pair.getPrivate().getEncoded()).getEncoded();
      assertArrayEquals(pkcs8, decoded(algorithm, pkcs8).getEncoded(), "the private key changes");
    }
  }

  private static PrivateKey decoded(AsymmetricAlgorithm algorithm, byte[] pkcs8)
      throws InvalidKeyException {
    try (SecretBytes secret = SecretBytes.copyOf(pkcs8)) {
      return algorithm.decodePrivateKey(secret);
    }
  }

  @Must
  @Test
  default void Y6_refusesPublicKeysThatAreCutShortOrExtended(
      AsymmetricAlgorithm algorithm, Keys keys) {
    Bytes spki = keys.publicKey();
    Samples.cut(spki).forEach(each -> refused(algorithm, each));
    Samples.extended(spki).forEach(each -> refused(algorithm, each));
  }

  @Must
  @Test
  default void Y6_refusesAnotherFormOfAPublicKey(AsymmetricAlgorithm algorithm, Keys keys) {
    Bytes spki = keys.publicKey();
    int form = Form.of(spki).length();
    Samples.flipped(spki, 0, form, 8 * form).forEach(each -> refused(algorithm, each));
  }

  @Must
  @Test
  default void Y6_aChangedPublicKeyIsRefusedOrIsAnotherKey(
      AsymmetricAlgorithm algorithm, Keys keys) {
    Bytes spki = keys.publicKey();
    for (Bytes changed : Samples.flipped(spki, Form.of(spki).length(), spki.length(), 16)) {
      try {
        Bytes read = Bytes.of(algorithm.decodePublicKey(changed).getEncoded());
        assertEquals(changed, read, "two encodings are one key");
      } catch (InvalidKeyException e) {
        assertFalse(String.valueOf(e.getMessage()).isBlank(), "no reason is given");
      }
    }
  }

  @Must
  @Test
  default void Y6_refusesPrivateKeysThatAreCutShortOrExtended(
      AsymmetricAlgorithm algorithm, Keys keys) {
    Bytes pkcs8 = Bytes.of(keys.own().getPrivate().getEncoded());
    Samples.cut(pkcs8).forEach(each -> privateRefused(algorithm, each));
    Samples.extended(pkcs8).forEach(each -> privateRefused(algorithm, each));
  }

  @Must
  @Test
  default void Y6_refusesKeysOfOtherAlgorithms(AsymmetricAlgorithm algorithm, Keys keys) {
    for (KeyPair foreign : ForeignKeys.otherThan(keys.publicKey())) {
      refused(algorithm, Bytes.of(foreign.getPublic().getEncoded()));
      privateRefused(algorithm, Bytes.of(foreign.getPrivate().getEncoded()));
    }
  }

  @Must
  @Test
  default void Y6_refusesKeysThatItsVendorCallsUnfit(AsymmetricAlgorithm algorithm, Keys keys) {
    keys.unfit().forEach(each -> refused(algorithm, each));
  }

  @Must
  @Test
  default void G3_readingAPrivateKeyLeavesItAsItWas(AsymmetricAlgorithm algorithm, Keys keys)
      throws Exception {
    try (SecretBytes pkcs8 = keys.privateKey();
        SecretBytes before = keys.privateKey()) {
      PrivateKey key = algorithm.decodePrivateKey(pkcs8);
      assertTrue(pkcs8.matches(before), "the encoding was changed");
      byte[] encoded = key.getEncoded();
      pkcs8.close();
      assertArrayEquals(encoded, key.getEncoded(), "the key goes with what it was read from");
    }
  }

  private static void refused(AsymmetricAlgorithm algorithm, Bytes spki) {
    assertThrows(
        InvalidKeyException.class,
        () -> algorithm.decodePublicKey(spki),
        () -> "takes the public key " + spki);
  }

  private static void privateRefused(AsymmetricAlgorithm algorithm, Bytes pkcs8) {
    try (SecretBytes secret = SecretBytes.adopt(pkcs8.toArray())) {
      assertThrows(
          InvalidKeyException.class,
          () -> algorithm.decodePrivateKey(secret),
          () -> "takes a private key of " + pkcs8.length() + " bytes that is none of its own");
    }
  }
}
