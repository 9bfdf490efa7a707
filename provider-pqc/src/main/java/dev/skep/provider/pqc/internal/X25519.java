package dev.skep.provider.pqc.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * X25519 on bare scalars and coordinates (RFC 7748 section 5), by an engine. A coordinate has only
 * its canonical encoding, and those of small order are refused (spec, rule Y-3): nothing is lost,
 * since no honest side makes another. Thread-safe.
 */
final class X25519 {
  /** The length of a scalar and of a coordinate, in bytes. */
  static final int BYTES = 32;

  private static final String NAME = "X25519";
  private static final PqcOperation AGREEMENT = PqcOperation.X25519_AGREEMENT;
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b656e032100");
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b656e04220420");

  /** In little-endian order, as on the wire. */
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          point("0000000000000000000000000000000000000000000000000000000000000000"),
          point("0100000000000000000000000000000000000000000000000000000000000000"),
          point("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
          point("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
          point("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

  private final PqcEngines engines;

  X25519(PqcEngines engines) {
    this.engines = engines;
  }

  /**
   * Checks a coordinate.
   *
   * @param u {@link #BYTES} long
   * @throws InvalidKeyException if it is not below p, or of small order
   */
  static void check(byte[] u) throws InvalidKeyException {
    if (!isReduced(u)) {
      throw new InvalidKeyException("X25519: not the canonical encoding");
    }
    if (SMALL_ORDER.stream().anyMatch(point -> Arrays.equals(point, u))) {
      throw new InvalidKeyException("X25519: a point of small order");
    }
  }

  /** The public key of a scalar. */
  byte[] publicKeyOf(byte[] scalar) {
    return agree(scalar, basePoint());
  }

  /** The point that generates the group. */
  static byte[] basePoint() {
    byte[] base = new byte[BYTES];
    base[0] = 9;
    return base;
  }

  /**
   * Diffie-Hellman.
   *
   * @param scalar {@link #BYTES} long; read, not kept
   * @param u has passed {@link #check}
   * @return secret; the caller zeroes it
   */
  byte[] agree(byte[] scalar, byte[] u) {
    Provider engine = engines.select(AGREEMENT);
    byte[] pkcs8 = join(PKCS8, scalar);
    try {
      KeyFactory factory = KeyFactory.getInstance(NAME, engine);
      PrivateKey own = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      KeyAgreement agreement = KeyAgreement.getInstance(NAME, engine);
      agreement.init(own);
      agreement.doPhase(peer(factory, u), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "X25519: the engine " + engine.getName() + " cannot do its part; choose another", e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static PublicKey peer(KeyFactory factory, byte[] u) throws InvalidKeySpecException {
    return factory.generatePublic(new X509EncodedKeySpec(join(SPKI, u)));
  }

  /** Whether a little-endian number is below 2^255 - 19. */
  private static boolean isReduced(byte[] u) {
    if (u[31] != 0x7f || (u[0] & 0xff) < 0xed) {
      return u[31] >= 0;
    }
    for (int i = 1; i < 31; i++) {
      if (u[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, joined, prefix.length, key.length);
    return joined;
  }

  private static byte[] point(String littleEndian) {
    return HexFormat.of().parseHex(littleEndian);
  }
}
