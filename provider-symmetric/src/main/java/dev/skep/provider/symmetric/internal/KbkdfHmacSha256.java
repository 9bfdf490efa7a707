package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * KBKDF in counter mode with HMAC-SHA-256 (SP 800-108r1 section 4.1): 32-bit counter, then label ‖
 * 00 ‖ context ‖ length in bits (32 bits). K is the HMAC key, whatever its length.
 */
@Component(
    service = KeyDerivation.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + KbkdfHmacSha256.NAME)
@ProvideAlgorithm(value = KbkdfHmacSha256.NAME, role = KeyDerivation.class)
public final class KbkdfHmacSha256 implements KeyDerivation {
  static final String NAME = "KBKDF-HMAC-SHA256";

  private final SymmetricEngines engines;

  /** For ServiceLoader: by the engines of the module path. */
  public KbkdfHmacSha256() {
    this(SymmetricEngines.ofModulePath());
  }

  /** By the engines given. */
  @Activate
  public KbkdfHmacSha256(
      @Reference(target = "(skep.primitive=HmacSHA256)") SymmetricEngines engines) {
    this.engines = engines;
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
    return SecretBytes.adopt(
        CounterModeKdf.derive(engines.mac(Primitive.HMAC_SHA256, key), fixedData, lengthBytes));
  }
}
