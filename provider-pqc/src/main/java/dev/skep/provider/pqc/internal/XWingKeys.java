package dev.skep.provider.pqc.internal;

import dev.skep.provider.pqc.internal.KeyEncoding.PrivateParts;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * The keys of X-Wing (draft-connolly-cfrg-xwing-kem sections 5.2 and 5.3): a private key is a seed
 * of 32 bytes, a public one pk_M ‖ pk_X. An engine's key objects carry them, their parts are taken
 * out of the encodings here. Thread-safe.
 */
final class XWingKeys {
  static final int SEED_BYTES = 32;

  /** id-XWing, 1.3.6.1.4.1.62253.25722. */
  static final KeyEncoding ENCODING =
      KeyEncoding.of(
          "X-Wing", "060b2b0601040183e62d81c87a", 1216, SEED_BYTES, KeyEncoding.Form.BARE);

  private static final int SHAKE = 256;
  private static final PqcOperation KEYS = PqcOperation.XWING_KEYS;

  private final PqcEngines engines;
  private final MlKemEngine kem;
  private final X25519 curve;

  XWingKeys(PqcEngines engines, MlKemEngine kem, X25519 curve) {
    this.engines = engines;
    this.kem = kem;
    this.curve = curve;
  }

  /**
   * The halves of a public key, both checked.
   *
   * @param lattice pk_M
   * @param coordinate pk_X
   */
  record PublicParts(PublicKey lattice, byte[] coordinate) {}

  /**
   * What a seed expands to. Closing it erases the scalar.
   *
   * @param lattice sk_M
   * @param scalar sk_X
   */
  record SecretParts(PrivateKey lattice, byte[] scalar) implements AutoCloseable {
    @Override
    public void close() {
      Arrays.fill(scalar, (byte) 0);
    }

    /** Says how long a half is: what a provider's key tells of itself is the provider's choice. */
    @Override
    public String toString() {
      return "SecretParts[" + scalar.length + " bytes]";
    }
  }

  /** The public key of a seed. */
  PublicKey publicKeyOf(byte[] seed) {
    try (SecretParts parts = expand(seed)) {
      byte[] lattice = kem.publicKeyOf(parts.lattice());
      byte[] joined = Arrays.copyOf(lattice, ENCODING.publicBytes());
      System.arraycopy(curve.publicKeyOf(parts.scalar()), 0, joined, lattice.length, X25519.BYTES);
      return carrier(ENCODING.subjectPublicKeyInfo(joined));
    }
  }

  /** The private key of a seed. */
  PrivateKey privateKeyOf(byte[] seed) {
    byte[] pkcs8 = ENCODING.privateKeyInfo(seed);
    Provider engine = engines.select(KEYS);
    try {
      return KeyFactory.getInstance(KEYS.algorithm(), engine)
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** An object that carries a checked public key. */
  PublicKey carrier(byte[] spki) {
    Provider engine = engines.select(KEYS);
    try {
      return KeyFactory.getInstance(KEYS.algorithm(), engine)
          .generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw incapable(engine, e);
    }
  }

  private static IllegalStateException incapable(Provider engine, Exception cause) {
    return new IllegalStateException(
        "X-Wing: the engine " + engine.getName() + " cannot do its part; choose another", cause);
  }

  /**
   * Reads and checks both halves of a public key.
   *
   * @throws InvalidKeyException if one of them is not acceptable
   */
  PublicParts publicParts(byte[] spki) throws InvalidKeyException {
    byte[] joined = ENCODING.publicKeyIn(spki);
    int lattice = joined.length - X25519.BYTES;
    byte[] coordinate = Arrays.copyOfRange(joined, lattice, joined.length);
    X25519.check(coordinate);
    return new PublicParts(kem.publicKey(Arrays.copyOf(joined, lattice)), coordinate);
  }

  /**
   * Reads and expands a private key.
   *
   * @param pkcs8 read, not kept
   * @throws InvalidKeyException if it is malformed or of another algorithm
   */
  SecretParts secretParts(byte[] pkcs8) throws InvalidKeyException {
    try (PrivateParts parts = ENCODING.privatePartsIn(pkcs8)) {
      return expand(parts.seed());
    }
  }

  private SecretParts expand(byte[] seed) {
    byte[] expanded = new byte[MlKemEngine.SEED_BYTES + X25519.BYTES];
    byte[] lattice = {};
    SHAKEDigest shake = new SHAKEDigest(SHAKE);
    try {
      shake.update(seed, 0, seed.length);
      shake.doFinal(expanded, 0, expanded.length);
      lattice = Arrays.copyOf(expanded, MlKemEngine.SEED_BYTES);
      byte[] scalar = Arrays.copyOfRange(expanded, MlKemEngine.SEED_BYTES, expanded.length);
      return new SecretParts(kem.keys().privateKey(lattice), scalar);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("the ML-KEM engine refuses a seed of 64 bytes", e);
    } finally {
      Arrays.fill(expanded, (byte) 0);
      Arrays.fill(lattice, (byte) 0);
    }
  }
}
