package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ECDSA on P-256 with SHA-256 (RFC 7518 section 3.4): a signature has 64 bytes. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Es256.NAME)
@ProvideAlgorithm(value = Es256.NAME, role = AttestationScheme.class)
public final class Es256 extends Ecdsa {
  /** The registered name. */
  public static final String NAME = "ES256";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public Es256() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public Es256(
      @Reference(target = "(skep.operation=Signature.SHA256withECDSA)") EcEngines engines) {
    super(NAME, PrimeCurve.P256, "SHA256", engines);
  }
}
