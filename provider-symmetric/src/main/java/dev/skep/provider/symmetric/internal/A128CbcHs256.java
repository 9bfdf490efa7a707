package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.SessionCipher;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * AES-128-CBC with HMAC-SHA-256 (RFC 7518 section 5.2.3), for cards without GCM: key of 48 bytes,
 * MAC_KEY ‖ ENC_KEY ‖ IV_KEY of 16 each; IV = AES(IV_KEY, 8 zero bytes ‖ sequence number in 8
 * bytes, big endian), not sent; body = ciphertext ‖ tag of 16 bytes.
 */
@Component(
    service = SessionCipher.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + A128CbcHs256.NAME)
public final class A128CbcHs256 implements SessionCipher {
  static final String NAME = "A128CBC-HS256";

  private final CounterIvCbcHmac cipher;

  /** For ServiceLoader: by the engines of the module path. */
  public A128CbcHs256() {
    this(SymmetricEngines.ofModulePath());
  }

  /** By the engines given. */
  @Activate
  public A128CbcHs256(
      @Reference(
              target =
                  "(&(skep.primitive=HmacSHA256)(skep.primitive=AES/CBC/PKCS5Padding)"
                      + "(skep.primitive=AES/ECB/NoPadding))")
          SymmetricEngines engines) {
    cipher = new CounterIvCbcHmac(engines, new AesCbcHmac(engines, Primitive.HMAC_SHA256, 16));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int keyBytes() {
    return cipher.keyBytes();
  }

  @Override
  public long maximumRecords() {
    return RecordLimits.MAXIMUM_RECORDS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not 48 bytes, or the sequence number is not
   *     from 0 to 2^32 - 1
   */
  @Override
  public Bytes seal(SecretBytes key, long sequence, Bytes associatedData, SecretBytes plaintext) {
    return cipher.seal(key, sequence, associatedData, plaintext);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the key has not 48 bytes, or the sequence number is not
   *     from 0 to 2^32 - 1; never for a body
   */
  @Override
  public Optional<SecretBytes> open(
      SecretBytes key, long sequence, Bytes associatedData, Bytes body) {
    return cipher.open(key, sequence, associatedData, body);
  }
}
