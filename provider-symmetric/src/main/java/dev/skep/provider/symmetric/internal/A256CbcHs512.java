package dev.skep.provider.symmetric.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * AES-256-CBC with HMAC-SHA-512 (RFC 7518 section 5.2.5), for cards without GCM: key of 96 bytes,
 * MAC_KEY ‖ ENC_KEY ‖ IV_KEY of 32 each; IV = AES(IV_KEY, 8 zero bytes ‖ sequence number in 8
 * bytes, big endian), not sent; body = ciphertext ‖ tag of 32 bytes.
 */
@Component(
    service = SessionCipher.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + A256CbcHs512.NAME)
@ProvideAlgorithm(value = A256CbcHs512.NAME, role = SessionCipher.class)
public final class A256CbcHs512 extends CbcHmacCipher implements SessionCipher {
  static final String NAME = "A256CBC-HS512";

  /** For ServiceLoader: by the engines of the module path. */
  public A256CbcHs512() {
    this(SymmetricEngines.ofModulePath());
  }

  /** By the engines given. */
  @Activate
  public A256CbcHs512(
      @Reference(
              target =
                  "(&(skep.primitive=HmacSHA512)(skep.primitive=AES/CBC/PKCS5Padding)"
                      + "(skep.primitive=AES/ECB/NoPadding))")
          SymmetricEngines engines) {
    super(NAME, engines, Primitive.HMAC_SHA512, 32);
  }
}
