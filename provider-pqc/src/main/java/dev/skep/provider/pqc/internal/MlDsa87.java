package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ML-DSA with a matrix of 8 by 7 (FIPS 204 section 4): a signature has 4627 bytes. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + MlDsa87.NAME)
@ProvideAlgorithm(value = MlDsa87.NAME, role = AttestationScheme.class)
public final class MlDsa87 extends MlDsa {
  /** The registered name. */
  public static final String NAME = "ML-DSA-87";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public MlDsa87() {
    this(PqcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public MlDsa87(@Reference(target = "(skep.operation=Signature.ML-DSA-87)") PqcEngines engines) {
    super(new Parameters(NAME, "0609608648016503040313", 2592, 4627), engines);
  }
}
