package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ECDSA on P-384 with SHA-384 (RFC 7518 section 3.4): a signature has 96 bytes. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Es384.NAME)
@ProvideAlgorithm(value = Es384.NAME, role = AttestationScheme.class)
public final class Es384 extends Ecdsa {
  /** The registered name. */
  public static final String NAME = "ES384";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public Es384() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public Es384(
      @Reference(target = "(skep.operation=Signature.SHA384withECDSA)") EcEngines engines) {
    super(NAME, PrimeCurve.P384, "SHA384", engines);
  }
}
