package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Attestation scheme {@code RS256-DIAS}, the Device Internal Attestation Signature of RSA devices
 * that have one key only (spec section 4): RSASSA-PKCS1-v1_5 with SHA-256 where the four bytes
 * "DIAS" stand between the 00 separator and the DigestInfo.
 *
 * <p>Guarantee: no standard verifier takes such a signature for an ordinary one, nor this one an
 * ordinary signature for an attestation. It holds only on devices that sign nothing else with that
 * padding, sign no digest made outside, and never decrypt with the key.
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Rs256Dias.NAME)
@ProvideAlgorithm(value = Rs256Dias.NAME, role = AttestationScheme.class)
public final class Rs256Dias extends Pkcs1Scheme {
  /** The name; no registry has one. */
  public static final String NAME = "RS256-DIAS";

  private static final Bytes TAG = Bytes.utf8("DIAS");

  /** With the engines of the module path. */
  public Rs256Dias() {
    this(RsaEngines.ofModulePath());
  }

  /** With given engines. */
  @Activate
  public Rs256Dias(
      @Reference(
              target =
                  "(&(skep.operation=RAW)(skep.operation=DIGEST)"
                      + "(skep.operation=KEY_FACTORY)(skep.operation=KEY_GENERATOR))")
          RsaEngines engines) {
    super(NAME, engines, TAG);
  }

  /** True: the device signs ordinary data with the same key. */
  @Override
  public boolean dualUse() {
    return true;
  }
}
