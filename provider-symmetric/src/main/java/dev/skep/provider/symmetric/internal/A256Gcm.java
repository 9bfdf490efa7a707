package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.capability.ProvideAlgorithm;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * AES-256-GCM (SP 800-38D): key of 32 bytes; nonce = 4 zero bytes ‖ sequence number in 8 bytes, big
 * endian; body = ciphertext ‖ tag of 16 bytes.
 */
@Component(
    service = SessionCipher.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + A256Gcm.NAME)
@ProvideAlgorithm(value = A256Gcm.NAME, role = SessionCipher.class)
public final class A256Gcm implements SessionCipher {
  static final String NAME = "A256GCM";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final AesGcm gcm;

  /** For ServiceLoader: by the engines of the module path. */
  public A256Gcm() {
    this(SymmetricEngines.ofModulePath());
  }

  /** By the engines given. */
  @Activate
  public A256Gcm(
      @Reference(target = "(skep.primitive=AES/GCM/NoPadding)") SymmetricEngines engines) {
    gcm = new AesGcm(engines);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int keyBytes() {
    return KEY_BYTES;
  }

  @Override
  public long maximumRecords() {
    return RecordLimits.MAXIMUM_RECORDS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not 32 bytes, or the sequence number is not
   *     from 0 to 2^32 - 1
   */
  @Override
  public Bytes seal(SecretBytes key, long sequence, Bytes associatedData, SecretBytes plaintext) {
    RecordLimits.check(key, KEY_BYTES, sequence);
    byte[] nonce = RecordLimits.encode(sequence, NONCE_BYTES);
    byte[] data = associatedData.toArray();
    return key.use(k -> plaintext.use(p -> gcm.seal(k, nonce, data, p)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not 32 bytes, or the sequence number is not
   *     from 0 to 2^32 - 1; never for a body
   */
  @Override
  public Optional<SecretBytes> open(
      SecretBytes key, long sequence, Bytes associatedData, Bytes body) {
    RecordLimits.check(key, KEY_BYTES, sequence);
    byte[] nonce = RecordLimits.encode(sequence, NONCE_BYTES);
    byte[] data = associatedData.toArray();
    return key.use(k -> gcm.open(k, nonce, data, body.toArray()));
  }
}
