package dev.skep.protocol.provisioning;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.Bytes;

/**
 * The public key by which an issuer proves its authority over its objects (spec rule D-11).
 *
 * @param scheme the signature scheme's registered name
 * @param publicKey SPKI in DER, 1 to 4096 bytes
 */
public record ManagementKey(String scheme, Bytes publicKey) {
  /** The longest key, in bytes. */
  public static final int MAX_BYTES = 4096;

  /** Checks the parts. */
  public ManagementKey {
    AlgorithmNames.check(scheme);
    if (publicKey.length() < 1 || publicKey.length() > MAX_BYTES) {
      throw new IllegalArgumentException("a management key has 1 to " + MAX_BYTES + " bytes");
    }
  }
}
