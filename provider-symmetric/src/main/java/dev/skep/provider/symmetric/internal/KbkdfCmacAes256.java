package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.capability.ProvideAlgorithm;
import java.util.Arrays;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * KBKDF in counter mode with AES-256-CMAC (SP 800-108r1 section 4.1): 32-bit counter, then label ‖
 * 00 ‖ context ‖ length in bits (32 bits).
 *
 * <p>The AES key is K where K has 32 bytes, otherwise SHA-256(K): the KEMs over P-384 and P-521
 * give a longer K.
 *
 * <p>With CMAC, somebody who knows K can choose inputs so that a block of output takes a wanted
 * value (SP 800-108r1 section 6.7). It gains nothing here: who knows K knows every key of the
 * session.
 */
@Component(
    service = KeyDerivation.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + KbkdfCmacAes256.NAME)
@ProvideAlgorithm(value = KbkdfCmacAes256.NAME, role = KeyDerivation.class)
public final class KbkdfCmacAes256 implements KeyDerivation {
  static final String NAME = "KBKDF-CMAC-AES256";

  private static final int AES_KEY_BYTES = 32;

  private final SymmetricEngines engines;

  /**
   * For ServiceLoader: by the engines of the module path.
   *
   * @throws IllegalStateException if none of them has AES-CMAC, so that the algorithm is not
   *     offered
   */
  public KbkdfCmacAes256() {
    this(withCmac(SymmetricEngines.ofModulePath()));
  }

  /** By the engines given. */
  @Activate
  public KbkdfCmacAes256(
      @Reference(target = "(&(skep.primitive=AESCMAC)(skep.primitive=SHA-256))")
          SymmetricEngines engines) {
    this.engines = engines;
  }

  private static SymmetricEngines withCmac(SymmetricEngines engines) {
    if (!engines.available().contains(Primitive.AES_CMAC)) {
      throw new IllegalStateException(
          "no engine has AES-CMAC: put Bouncy Castle on the module path, or leave this out");
    }
    return engines;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String transcriptHash() {
    return "SHA-256";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a length is outside its range, or the label is not
   *     printable ASCII
   */
  @Override
  public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
    DerivationLimits.check(key, lengthBytes);
    byte[] fixedData =
        CounterModeKdf.fixedData(DerivationLimits.encode(label), context, lengthBytes);
    return key.use(k -> derive(k, fixedData, lengthBytes));
  }

  /** The same for any fixed data, as test vectors have it. */
  SecretBytes derive(byte[] key, byte[] fixedData, int lengthBytes) {
    if (key.length == AES_KEY_BYTES) {
      return deriveWithAesKey(key, fixedData, lengthBytes);
    }
    byte[] hashed = engines.sha256(key);
    try {
      return deriveWithAesKey(hashed, fixedData, lengthBytes);
    } finally {
      Arrays.fill(hashed, (byte) 0);
    }
  }

  private SecretBytes deriveWithAesKey(byte[] key, byte[] fixedData, int lengthBytes) {
    return SecretBytes.adopt(
        CounterModeKdf.derive(engines.mac(Primitive.AES_CMAC, key), fixedData, lengthBytes));
  }
}
