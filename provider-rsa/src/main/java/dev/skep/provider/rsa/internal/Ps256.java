package dev.skep.provider.rsa.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import java.security.spec.MGF1ParameterSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Attestation scheme {@code PS256}: RSASSA-PSS with SHA-256, MGF1-SHA-256 and a salt of 32 bytes
 * (RFC 7518 section 3.5).
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Ps256.NAME)
@ProvideAlgorithm(value = Ps256.NAME, role = AttestationScheme.class)
public final class Ps256 extends PssScheme {
  /** The registered name. */
  public static final String NAME = "PS256";

  /** With the engines of the module path. */
  public Ps256() {
    this(RsaEngines.ofModulePath());
  }

  /** With given engines. */
  @Activate
  public Ps256(
      @Reference(
              target =
                  "(&(skep.operation=PSS)(skep.operation=KEY_FACTORY)"
                      + "(skep.operation=KEY_GENERATOR))")
          RsaEngines engines) {
    super(NAME, engines, MGF1ParameterSpec.SHA256, 32);
  }
}
