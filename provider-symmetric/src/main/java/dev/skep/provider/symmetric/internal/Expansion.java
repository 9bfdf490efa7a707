package dev.skep.provider.symmetric.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Derivation;
import java.util.Arrays;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** HKDF's second half (RFC 5869 section 2.3). Closing it drops PRK, which only its MAC has. */
final class Expansion implements Derivation {
  private @Nullable Mac mac;

  /**
   * Begins.
   *
   * @param mac with PRK as its key; used by nobody else from now on
   */
  Expansion(Mac mac) {
    this.mac = mac;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the length is outside its range, or the label is not
   *     printable ASCII
   */
  @Override
  public SecretBytes derive(String label, int lengthBytes) {
    DerivationLimits.checkLength(lengthBytes);
    return SecretBytes.adopt(expand(DerivationLimits.encode(label), lengthBytes));
  }

  /**
   * Expands for any info.
   *
   * @param lengthBytes at most 255 hash lengths
   * @return OKM; the caller zeroes it
   */
  byte[] expand(byte[] info, int lengthBytes) {
    Mac prf = mac;
    if (prf == null) {
      throw new IllegalStateException("this derivation is closed");
    }
    byte[] output = new byte[lengthBytes];
    byte[] block = new byte[0];
    for (int offset = 0, counter = 1; offset < lengthBytes; counter++) {
      prf.update(block);
      prf.update(info);
      prf.update((byte) counter);
      Arrays.fill(block, (byte) 0);
      block = prf.doFinal();
      int length = Math.min(block.length, lengthBytes - offset);
      System.arraycopy(block, 0, output, offset, length);
      offset += length;
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  @Override
  public void close() {
    mac = null;
  }
}
