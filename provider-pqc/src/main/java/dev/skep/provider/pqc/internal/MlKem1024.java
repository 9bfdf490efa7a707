package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ML-KEM with k = 4 (FIPS 203 section 8): EK has 1568 bytes. */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + MlKem1024.NAME)
@ProvideAlgorithm(value = MlKem1024.NAME, role = KeyTransport.class)
public final class MlKem1024 extends MlKem {
  /** The registered name. */
  public static final String NAME = "ML-KEM-1024";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public MlKem1024() {
    this(PqcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public MlKem1024(
      @Reference(target = "(skep.operation=KeyGenerator.ML-KEM-1024)") PqcEngines engines) {
    super(MlKemEngine.mlKem1024(engines));
  }
}
