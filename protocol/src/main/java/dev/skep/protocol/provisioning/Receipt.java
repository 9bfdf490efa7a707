package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.MapWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What the SE confirms with {@code committed} (spec rules P-2, P-4). */
public final class Receipt {
  private Receipt() {}

  /**
   * The digest of one change: {@code SHA-256(LP(op) ‖ LP(attributes) ‖ LP(plaintext))} of the
   * record that made it.
   *
   * @param plaintext read, not kept
   */
  public static Bytes change(String op, Bytes attributes, SecretBytes plaintext) {
    MessageDigest digest = sha256();
    update(digest, op.getBytes(StandardCharsets.US_ASCII));
    update(digest, attributes.toArray());
    plaintext.use(
        bytes -> {
          update(digest, bytes);
          return digest;
        });
    return Bytes.of(digest.digest());
  }

  /**
   * The plaintext of {@code committed}: how many changes, and SHA-256 over their digests in order.
   *
   * @return the caller closes it
   */
  public static SecretBytes of(List<Bytes> changes) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    changes.forEach(change -> joined.writeBytes(change.toArray()));
    Bytes digest = Transcript.digest("SHA-256", Bytes.of(joined.toByteArray()));
    Bytes receipt = new MapWriter().unsigned(1, changes.size()).bytes(2, digest).encode();
    return SecretBytes.adopt(receipt.toArray());
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
