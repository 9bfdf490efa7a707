package dev.skep.provider.symmetric.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.Derivation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** HKDF with SHA-256 (RFC 5869): Extract(salt = context, K), then Expand(info = label). */
@Component(
    service = KeyDerivation.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + HkdfSha256.NAME)
@ProvideAlgorithm(value = HkdfSha256.NAME, role = KeyDerivation.class)
public final class HkdfSha256 implements KeyDerivation {
  static final String NAME = "HKDF-SHA256";

  private final Hkdf hkdf;

  /** For ServiceLoader: by the engines of the module path. */
  public HkdfSha256() {
    this(SymmetricEngines.ofModulePath());
  }

  /** By the engines given. */
  @Activate
  public HkdfSha256(@Reference(target = "(skep.primitive=HmacSHA256)") SymmetricEngines engines) {
    hkdf = new Hkdf(engines, Primitive.HMAC_SHA256, 32);
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
    return hkdf.derive(key, label, context, lengthBytes);
  }

  @Override
  public Derivation begin(SecretBytes key, Bytes context) {
    return hkdf.begin(key, context);
  }
}
