package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a code (spec rule N-3): SHA-256 over it, its id included. 75 random bits need no
 * slow hash.
 */
final class CodeHash {
  private static final byte[] TAG =
      "SKEP/1 enrolment code at rest\0".getBytes(StandardCharsets.US_ASCII);

  private CodeHash() {}

  /**
   * The hash of a code.
   *
   * @param code as {@link dev.skep.protocol.provisioning.EnrollmentCode#normalize} gives it; read,
   *     not kept
   */
  static Bytes of(SecretBytes code) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(TAG);
      return code.use(bytes -> Bytes.of(digest.digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Whether a code is the one that was hashed, in a time that does not depend on it. */
  static boolean matches(SecretBytes code, Bytes hash) {
    return MessageDigest.isEqual(of(code).toArray(), hash.toArray());
  }
}
