package dev.skep.provider.rsa.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import java.security.spec.MGF1ParameterSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Attestation scheme {@code PS384}: RSASSA-PSS with SHA-384, MGF1-SHA-384 and a salt of 48 bytes
 * (RFC 7518 section 3.5).
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Ps384.NAME)
@ProvideAlgorithm(value = Ps384.NAME, role = AttestationScheme.class)
public final class Ps384 extends PssScheme {
  /** The registered name. */
  public static final String NAME = "PS384";

  /** With the engines of the module path. */
  public Ps384() {
    this(RsaEngines.ofModulePath());
  }

  /** With given engines. */
  @Activate
  public Ps384(
      @Reference(
              target =
                  "(&(skep.operation=PSS)(skep.operation=KEY_FACTORY)"
                      + "(skep.operation=KEY_GENERATOR))")
          RsaEngines engines) {
    super(NAME, engines, MGF1ParameterSpec.SHA384, 48);
  }
}
