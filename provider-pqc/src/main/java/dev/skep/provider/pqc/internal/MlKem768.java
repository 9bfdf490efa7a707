package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** ML-KEM with k = 3 (FIPS 203 section 8): EK has 1088 bytes. */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + MlKem768.NAME)
@ProvideAlgorithm(value = MlKem768.NAME, role = KeyTransport.class)
public final class MlKem768 extends MlKem {
  /** The registered name. */
  public static final String NAME = "ML-KEM-768";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public MlKem768() {
    this(PqcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public MlKem768(
      @Reference(target = "(skep.operation=KeyGenerator.ML-KEM-768)") PqcEngines engines) {
    super(MlKemEngine.mlKem768(engines));
  }
}
