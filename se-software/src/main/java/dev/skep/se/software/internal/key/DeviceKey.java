package dev.skep.se.software.internal.key;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.provisioning.KeyStatement;

/**
 * The attestation key of one SE. Thread-safe.
 *
 * <p>Guarantee: each use signs a message that this key builds itself and that begins with the tag
 * of that use, so that nothing from outside is ever signed as it is. There are two uses; another
 * one gets a method and a tag of its own.
 */
public interface DeviceKey extends AutoCloseable {
  /** The attestation scheme's registered name. */
  String scheme();

  /** The public half, SPKI in DER. */
  Bytes publicKey();

  /**
   * Signs {@code "SKEP/1 attestation" ‖ 00 ‖ TH ‖ CK} (spec rule T-3), hashed inside. The kernel
   * verifies what comes back before it lets it out.
   *
   * @param transcriptHash TH, 32 to 64 bytes
   * @param confirmationKey CK, 32 bytes; read, not kept
   * @return AK in the scheme's only encoding
   * @throws SecurityElementException if the key cannot be used now
   * @throws IllegalArgumentException if a length is outside its range
   */
  Bytes attest(Bytes transcriptHash, SecretBytes confirmationKey) throws SecurityElementException;

  /**
   * Signs {@code "SKEP/1 key attestation" ‖ 00 ‖ statement} (spec rule KA-2), hashed inside. The
   * kernel verifies what comes back before it lets it out.
   *
   * @param statement what the kernel says of a key that it made
   * @return the signature in the scheme's only encoding
   * @throws SecurityElementException if the key cannot be used now
   */
  Bytes attestKey(KeyStatement statement) throws SecurityElementException;

  /** Erases what of the key is in memory. May be called again. */
  @Override
  void close();
}
