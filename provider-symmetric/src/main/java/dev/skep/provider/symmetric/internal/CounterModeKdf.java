package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;

/** KBKDF in counter mode (SP 800-108r1 section 4.1): a 32-bit counter before the fixed data. */
final class CounterModeKdf {
  private CounterModeKdf() {}

  /**
   * Label ‖ 00 ‖ context ‖ [L], L in bits with 32 bits, big endian.
   *
   * <p>One byte string for one triple: the label has no zero byte, so the first zero ends it, and
   * the length of what follows is the context's and four.
   */
  static byte[] fixedData(byte[] label, Bytes context, int lengthBytes) {
    return ByteBuffer.allocate(label.length + 1 + context.length() + 4)
        .put(label)
        .put((byte) 0)
        .put(context.toArray())
        .putInt(Math.multiplyExact(8, lengthBytes))
        .array();
  }

  /**
   * The output for any fixed data.
   *
   * @param prf with its key
   * @return the caller zeroes it
   */
  static byte[] derive(Mac prf, byte[] fixedData, int lengthBytes) {
    byte[] output = new byte[lengthBytes];
    int offset = 0;
    for (int counter = 1; offset < lengthBytes; counter++) {
      prf.update(ByteBuffer.allocate(4).putInt(counter).array());
      byte[] block = prf.doFinal(fixedData);
      int length = Math.min(block.length, lengthBytes - offset);
      System.arraycopy(block, 0, output, offset, length);
      Arrays.fill(block, (byte) 0);
      offset += length;
    }
    return output;
  }
}
