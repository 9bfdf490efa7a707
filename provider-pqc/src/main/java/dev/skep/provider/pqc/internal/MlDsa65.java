package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ML-DSA with a matrix of 6 by 5 (FIPS 204 section 4): a signature has 3309 bytes. */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + MlDsa65.NAME)
@ProvideAlgorithm(value = MlDsa65.NAME, role = AttestationScheme.class)
public final class MlDsa65 extends MlDsa {
  /** The registered name. */
  public static final String NAME = "ML-DSA-65";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public MlDsa65() {
    this(PqcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public MlDsa65(@Reference(target = "(skep.operation=Signature.ML-DSA-65)") PqcEngines engines) {
    super(new Parameters(NAME, "0609608648016503040312", 1952, 3309), engines);
  }
}
