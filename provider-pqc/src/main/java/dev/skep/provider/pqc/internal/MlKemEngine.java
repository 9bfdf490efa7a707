package dev.skep.provider.pqc.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.bouncycastle.jcajce.SecretKeyWithEncapsulation;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.bouncycastle.jcajce.spec.KEMExtractSpec;
import org.bouncycastle.jcajce.spec.KEMGenerateSpec;

/**
 * One parameter set of ML-KEM (FIPS 203), by an engine. The secret is as FIPS 203 makes it: no key
 * derivation comes after. Thread-safe.
 */
final class MlKemEngine {
  /** The length of a shared secret, in bytes. */
  static final int SECRET_BYTES = 32;

  /** d ‖ z. */
  static final int SEED_BYTES = 64;

  private static final int Q = 3329;
  private static final String SECRET = "Generic";

  private final EngineKeys keys;
  private final int vectorBytes;
  private final int ciphertextBytes;

  private MlKemEngine(EngineKeys keys, int vectorBytes, int ciphertextBytes) {
    this.keys = keys;
    this.vectorBytes = vectorBytes;
    this.ciphertextBytes = ciphertextBytes;
  }

  /**
   * ML-KEM with k = 3.
   *
   * @param engines where it is done
   */
  static MlKemEngine mlKem768(PqcEngines engines) {
    return of("ML-KEM-768", "0609608648016503040402", 3, 1088, engines);
  }

  /**
   * ML-KEM with k = 4.
   *
   * @param engines where it is done
   */
  static MlKemEngine mlKem1024(PqcEngines engines) {
    return of("ML-KEM-1024", "0609608648016503040403", 4, 1568, engines);
  }

  private static MlKemEngine of(
      String name, String objectIdentifier, int k, int ciphertextBytes, PqcEngines engines) {
    int vectorBytes = 384 * k;
    KeyEncoding encoding =
        KeyEncoding.of(
            name, objectIdentifier, vectorBytes + 32, SEED_BYTES, KeyEncoding.Form.CHOICE);
    PqcOperation operation = PqcOperation.kem(name);
    return new MlKemEngine(
        new EngineKeys(encoding, operation, engines), vectorBytes, ciphertextBytes);
  }

  /**
   * A secret and its encapsulation.
   *
   * @param secret whoever asked for it erases it
   * @param ciphertext for the holder of the private key
   */
  record Encapsulated(byte[] secret, byte[] ciphertext) implements AutoCloseable {
    @Override
    public void close() {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** The keys. */
  EngineKeys keys() {
    return keys;
  }

  /** The length of a ciphertext, in bytes. */
  int ciphertextBytes() {
    return ciphertextBytes;
  }

  /**
   * The modulus check of FIPS 203 section 7.2: each coefficient is below q. Its length is right by
   * its SPKI.
   *
   * @throws InvalidKeyException if one is not
   */
  private void checkModulus(byte[] bytes) throws InvalidKeyException {
    for (int i = 0; i < vectorBytes; i += 3) {
      int middle = bytes[i + 1] & 0xff;
      int first = (bytes[i] & 0xff) | (middle & 0x0f) << 8;
      int second = middle >>> 4 | (bytes[i + 2] & 0xff) << 4;
      if (first >= Q || second >= Q) {
        throw new InvalidKeyException(keys.name() + " public key: a coefficient is not below q");
      }
    }
  }

  /**
   * Reads and checks a public key, before an engine sees it.
   *
   * @throws InvalidKeyException if it is not the one encoding of a key, or a coefficient is not
   *     below q
   */
  PublicKey decodePublic(byte[] spki) throws InvalidKeyException {
    checkModulus(keys.rawIn(spki));
    return keys.decodePublic(spki);
  }

  /**
   * The public key of these bytes, of the right length, checked.
   *
   * @throws InvalidKeyException if a coefficient is not below q
   */
  PublicKey publicKey(byte[] bytes) throws InvalidKeyException {
    checkModulus(bytes);
    return keys.publicKey(bytes);
  }

  /** The public key of a private one. */
  byte[] publicKeyOf(PrivateKey key) {
    if (keys.at(keys.engine(), key) instanceof MLKEMPrivateKey own) {
      return keys.raw(own.getPublicKey());
    }
    throw keys.wrongKey(new InvalidKeyException("a key without Bouncy Castle's interface"));
  }

  /** Encapsulates to a checked key. */
  Encapsulated encapsulate(PublicKey key, SecureRandom random) {
    Provider engine = keys.engine();
    try {
      KeyGenerator generator = KeyGenerator.getInstance(keys.name(), engine);
      generator.init(
          new KEMGenerateSpec.Builder(keys.at(engine, key), SECRET, 8 * SECRET_BYTES)
              .withNoKdf()
              .build(),
          random);
      SecretKeyWithEncapsulation made = (SecretKeyWithEncapsulation) generator.generateKey();
      return new Encapsulated(made.getEncoded(), made.getEncapsulation());
    } catch (GeneralSecurityException e) {
      throw keys.incapable(engine, e);
    }
  }

  /**
   * Decapsulates. A ciphertext that nobody encapsulated gives a secret that only the private key's
   * holder can compute (implicit rejection, FIPS 203 section 6.3).
   *
   * @param ciphertext {@link #ciphertextBytes} long
   * @return secret; the caller zeroes it
   */
  byte[] decapsulate(PrivateKey key, byte[] ciphertext) {
    Provider engine = keys.engine();
    try {
      KeyGenerator generator = KeyGenerator.getInstance(keys.name(), engine);
      generator.init(
          new KEMExtractSpec.Builder(keys.at(engine, key), ciphertext, SECRET, 8 * SECRET_BYTES)
              .withNoKdf()
              .build());
      SecretKey secret = generator.generateKey();
      return secret.getEncoded();
    } catch (GeneralSecurityException e) {
      throw keys.incapable(engine, e);
    }
  }
}
