package dev.skep.provider.symmetric.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.capability.ProvideAlgorithm;
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
@ProvideAlgorithm(value = A128CbcHs256.NAME, role = SessionCipher.class)
public final class A128CbcHs256 extends CbcHmacCipher implements SessionCipher {
  static final String NAME = "A128CBC-HS256";

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
    super(NAME, engines, Primitive.HMAC_SHA256, 16);
  }
}
