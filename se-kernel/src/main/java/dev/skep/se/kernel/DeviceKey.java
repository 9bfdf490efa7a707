package dev.skep.se.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.provisioning.KeyStatement;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The attestation key of one SE. Thread-safe.
 *
 * <p>Guarantee: each use signs a message that is built here and that begins with the tag of that
 * use, so that nothing from outside is ever signed as it is. There are two uses; another one gets a
 * method and a tag of its own. A vendor's key gives {@link #sign} to nobody else.
 */
@ConsumerType
public abstract class DeviceKey implements AutoCloseable {
  private final String scheme;
  private final Bytes publicKey;

  /**
   * A key.
   *
   * @param scheme the attestation scheme's registered name
   * @param publicKey SPKI in DER
   */
  protected DeviceKey(String scheme, Bytes publicKey) {
    this.scheme = scheme;
    this.publicKey = publicKey;
  }

  /** The attestation scheme's registered name. */
  public final String scheme() {
    return scheme;
  }

  /** The public half, SPKI in DER. */
  public final Bytes publicKey() {
    return publicKey;
  }

  /**
   * Signs {@code "SKEP/1 attestation" ‖ 00 ‖ TH ‖ CK} (spec rule T-3). The kernel verifies what
   * comes back before it lets it out.
   *
   * @param transcriptHash TH, 32 to 64 bytes
   * @param confirmationKey CK, 32 bytes; read, not kept
   * @return AK in the scheme's only encoding
   * @throws SecurityElementException if the key cannot be used now
   * @throws IllegalArgumentException if a length is outside its range
   */
  public final Bytes attest(Bytes transcriptHash, SecretBytes confirmationKey)
      throws SecurityElementException {
    if (transcriptHash.length() < 32 || transcriptHash.length() > 64) {
      throw new IllegalArgumentException("TH has 32 to 64 bytes");
    }
    if (confirmationKey.length() != KeySchedule.KEY_BYTES) {
      throw new IllegalArgumentException("CK has " + KeySchedule.KEY_BYTES + " bytes");
    }
    return sign(AttestationMessage.of(transcriptHash, confirmationKey));
  }

  /**
   * Signs {@code "SKEP/1 key attestation" ‖ 00 ‖ statement} (spec rule KA-2). The kernel verifies
   * what comes back before it lets it out.
   *
   * @param statement what the kernel says of a key that it made
   * @return the signature in the scheme's only encoding
   * @throws SecurityElementException if the key cannot be used now
   */
  public final Bytes attestKey(KeyStatement statement) throws SecurityElementException {
    return sign(KeyStatement.message(statement.encode()));
  }

  /**
   * Signs what {@link #attest} or {@link #attestKey} built.
   *
   * @param message all of it, to be hashed as the scheme says
   * @return the signature in the scheme's only encoding (JOSE: r‖s of fixed length for ECDSA)
   * @throws SecurityElementException {@code UNREACHABLE} if the key is away, {@code REFUSED} if a
   *     retry does not help; the message says what to do
   */
  protected abstract Bytes sign(Bytes message) throws SecurityElementException;

  /**
   * Deletes the key where it is kept, once another one is in its place and stored; closes this. A
   * key that cannot be deleted is left. By default only closes this, for a key that is kept in the
   * SE's state.
   */
  public void discard() {
    close();
  }

  /** Erases what of the key is in memory. May be called again. */
  @Override
  public abstract void close();
}
