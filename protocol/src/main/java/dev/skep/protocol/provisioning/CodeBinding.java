package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ties an offer to the code that it was asked for with (spec rule N-2): a client that typed one
 * code does not answer an offer that somebody else got with another.
 */
public final class CodeBinding {
  /** The length of a binding, in bytes. */
  public static final int BYTES = 32;

  private static final Bytes TAG =
      Bytes.concat(Bytes.utf8(Transcript.PROTOCOL + " enrolment code"), Bytes.of(new byte[1]));

  private CodeBinding() {}

  /**
   * {@code SHA-256("SKEP/1 enrolment code" ‖ 00 ‖ LP(sessionId) ‖ LP(code))}.
   *
   * @param code as {@link EnrollmentCode#normalize} gives it; read, not kept
   */
  public static Bytes of(Bytes sessionId, SecretBytes code) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(TAG.toArray());
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, sessionId.length()));
      digest.update(sessionId.toArray());
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, code.length()));
      return code.use(bytes -> Bytes.of(digest.digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
