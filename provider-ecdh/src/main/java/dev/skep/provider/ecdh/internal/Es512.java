package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ECDSA on P-521 with SHA-512 (RFC 7518 section 3.4): a signature has 132 bytes. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Es512.NAME)
@ProvideAlgorithm(value = Es512.NAME, role = AttestationScheme.class)
public final class Es512 extends Ecdsa {
  /** The registered name. */
  public static final String NAME = "ES512";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public Es512() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public Es512(
      @Reference(target = "(skep.operation=Signature.SHA512withECDSA)") EcEngines engines) {
    super(NAME, PrimeCurve.P521, "SHA512", engines);
  }
}
