package dev.skep.se.kernel.internal.state;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the SE seals for itself: the length of a CBOR head in 4 bytes, the head, the secrets. The
 * secrets stay outside the CBOR because what a CBOR coder handles cannot be zeroed.
 *
 * @param head a deterministic CBOR map of what is not secret
 * @param secret all secrets, joined
 */
public record SecretDocument(Bytes head, SecretBytes secret) implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;

  /** The bytes to seal, which the caller closes. */
  public SecretBytes encode() {
    byte[] all = new byte[LENGTH_BYTES + head.length() + secret.length()];
    ByteBuffer out = ByteBuffer.wrap(all).putInt(head.length()).put(head.toArray());
    secret.use(out::put);
    return SecretBytes.adopt(all);
  }

  /**
   * Takes apart what was sealed.
   *
   * @param encoded read, not kept
   */
  public static SecretDocument decode(SecretBytes encoded) throws MalformedMessageException {
    byte[] all = encoded.copy();
    try {
      if (all.length < LENGTH_BYTES) {
        throw new MalformedMessageException("SE-1", "no head");
      }
      int length = ByteBuffer.wrap(all).getInt();
      if (length < 0 || length > all.length - LENGTH_BYTES) {
        throw new MalformedMessageException("SE-1", "the head is longer than the document");
      }
      int end = LENGTH_BYTES + length;
      return new SecretDocument(
          Bytes.of(all, LENGTH_BYTES, length), encoded.slice(end, all.length - end));
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  @Override
  public void close() {
    secret.close();
  }
}
