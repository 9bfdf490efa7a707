package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Attestation scheme {@code RS256}: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 section 3.3). A
 * DigestInfo without NULL, which some verifiers take, is refused: RFC 8017 section 9.2 has signers
 * write it.
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Rs256.NAME)
@ProvideAlgorithm(value = Rs256.NAME, role = AttestationScheme.class)
public final class Rs256 extends Pkcs1Scheme {
  /** The registered name. */
  public static final String NAME = "RS256";

  /** With the engines of the module path. */
  public Rs256() {
    this(RsaEngines.ofModulePath());
  }

  /** With given engines. */
  @Activate
  public Rs256(
      @Reference(
              target =
                  "(&(skep.operation=RAW)(skep.operation=DIGEST)"
                      + "(skep.operation=KEY_FACTORY)(skep.operation=KEY_GENERATOR))")
          RsaEngines engines) {
    super(NAME, engines, Bytes.EMPTY);
  }
}
