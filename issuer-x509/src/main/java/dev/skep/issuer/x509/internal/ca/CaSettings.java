package dev.skep.issuer.x509.internal.ca;

import java.nio.file.Path;

/**
 * Where the CA's key is, and how it is made if it may be.
 *
 * @param file PKCS#12
 * @param passwordFile its first line is the password of {@code file}
 * @param creation whether and how a CA is made where {@code file} is absent
 */
public record CaSettings(Path file, Path passwordFile, Creation creation) {
  /**
   * How a CA is made.
   *
   * @param allowed whether it may be
   * @param subject its name, RFC 4514
   * @param keyType of its key
   */
  public record Creation(boolean allowed, String subject, CaKeyType keyType) {}
}
