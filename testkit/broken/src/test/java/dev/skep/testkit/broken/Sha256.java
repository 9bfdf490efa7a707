package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash for faults. */
final class Sha256 {
  private Sha256() {}

  static Bytes of(Bytes bytes) {
    try {
      return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
