package dev.skep.provider.rsa.internal;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Takes K out of what RSA gave (RFC 8017 section 7.1.2, step 3), in one and the same way whether
 * the block is good or not: no branch and no address depends on its content, and a bad block is no
 * exception. That is possible because K has one length, so that it has one place. Engines' own
 * unpadding reports a bad block by an exception, which takes so much longer to make than a K that
 * the two could be told apart by time (attack 31).
 *
 * <p>SHA-256, MGF1 with SHA-256, no label. Not thread-safe.
 */
final class OaepBlock {
  /** The length of K, in bytes. */
  static final int K_BYTES = 32;

  private static final int HASH_BYTES = 32;

  private final MessageDigest sha256;

  /** Uses a digest, which is reset after each use. */
  OaepBlock(MessageDigest sha256) {
    this.sha256 = sha256;
  }

  /**
   * Unpads.
   *
   * @param block of the modulus' length, at least 2048 bits; spoiled
   * @param k gets what stands in the place of K, 32 bytes, if the block is good; else zeros
   * @return whether it is the encoding of a message of 32 bytes
   */
  boolean decode(byte[] block, byte[] k) {
    int data = 1 + HASH_BYTES;
    mask(block, data, block.length - data, 1, HASH_BYTES);
    mask(block, 1, HASH_BYTES, data, block.length - data);
    int wrong = block[0];
    byte[] labelHash = sha256.digest("".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < HASH_BYTES; i++) {
      wrong |= block[data + i] ^ labelHash[i];
    }
    int message = block.length - K_BYTES;
    for (int i = data + HASH_BYTES; i < message - 1; i++) {
      wrong |= block[i];
    }
    wrong |= block[message - 1] ^ 1;
    int good = ((wrong & 0xff) - 1) >> Byte.SIZE;
    for (int i = 0; i < K_BYTES; i++) {
      k[i] = (byte) (block[message + i] & good);
    }
    Arrays.fill(block, (byte) 0);
    return good != 0;
  }

  /** MGF1 (appendix B.2.1) of one part of a block, added to another. */
  private void mask(byte[] block, int seed, int seedBytes, int at, int length) {
    byte[] hash = new byte[HASH_BYTES];
    for (int done = 0; done < length; done += HASH_BYTES) {
      sha256.update(block, seed, seedBytes);
      byte counter = (byte) (done / HASH_BYTES);
      sha256.update(new byte[] {0, 0, 0, counter});
      digestInto(hash);
      for (int i = 0; i < Math.min(HASH_BYTES, length - done); i++) {
        block[at + done + i] ^= hash[i];
      }
    }
    Arrays.fill(hash, (byte) 0);
  }

  private void digestInto(byte[] hash) {
    try {
      sha256.digest(hash, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 does not give 32 bytes", e);
    }
  }
}
