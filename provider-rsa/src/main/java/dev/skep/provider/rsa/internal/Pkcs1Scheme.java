package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2), with or without a tag before the
 * DigestInfo.
 *
 * <p>Nothing is ever parsed out of a recovered block: the one good block is built and compared as a
 * whole, as RFC 8017 section 8.2.2 recommends. So BER forms, a missing NULL, short padding and
 * hidden bytes (attack 38) fail alike with every engine, which contributes the bare RSA operation.
 */
abstract class Pkcs1Scheme extends RsaAlgorithm implements AttestationScheme {
  /** DigestInfo of SHA-256 in DER, up to the digest (RFC 8017 section 9.2, note 1). */
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final byte[] tag;

  /**
   * A scheme.
   *
   * @param tag what stands between the 00 separator and the DigestInfo
   */
  Pkcs1Scheme(String name, RsaEngines engines, Bytes tag) {
    super(name, engines);
    this.tag = tag.toArray();
  }

  /** {@inheritDoc} It does not check its result; against faults the SE verifies it. */
  @Override
  public final Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    int length = lengthBytes(rsaKey(key).getModulus());
    try {
      return Bytes.of(raw(engines().cipher(RsaOperation.RAW), key, block(message, length), random));
    } catch (GeneralSecurityException e) {
      throw RsaEngines.failed(e);
    }
  }

  @Override
  public final boolean verify(PublicKey key, Bytes message, Bytes signature) {
    byte[] bytes = signature.toArray();
    if (!(key instanceof RSAPublicKey rsa) || !inRange(bytes, rsa.getModulus())) {
      return false;
    }
    byte[] expected = block(message, bytes.length);
    Cipher cipher = engines().cipher(RsaOperation.RAW);
    try {
      return MessageDigest.isEqual(expected, raw(cipher, key, bytes, null));
    } catch (GeneralSecurityException | RuntimeException e) {
      // Engines differ in what they throw for a block that they do not like.
      return false;
    }
  }

  /**
   * The RSA operation of either key. ENCRYPT_MODE for both: engines then give all k bytes, and the
   * JDK takes it for a signature with the private key and checks the result against faults.
   */
  private static byte[] raw(Cipher cipher, Key key, byte[] block, @Nullable SecureRandom random)
      throws GeneralSecurityException {
    if (random == null) {
      cipher.init(Cipher.ENCRYPT_MODE, key);
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, key, random);
    }
    return cipher.doFinal(block);
  }

  /** EMSA-PKCS1-v1_5 with the tag: 00 01 FF … FF 00 tag DigestInfo. */
  private byte[] block(Bytes message, int length) {
    byte[] digest = engines().digest().digest(message.toArray());
    int tail = tag.length + DIGEST_INFO.length + digest.length;
    byte[] block = new byte[length];
    Arrays.fill(block, 1, length - tail - 1, (byte) 0xff);
    block[1] = 1;
    int position = length - tail;
    for (byte[] part : new byte[][] {tag, DIGEST_INFO, digest}) {
      System.arraycopy(part, 0, block, position, part.length);
      position += part.length;
    }
    return block;
  }
}
