package dev.skep.provider.pqc.internal;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.algorithm.AttestationSchemeContract;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of all attestation schemes. */
@ParameterizedClass
@ValueSource(strings = {"ML-DSA-65", "ML-DSA-87"})
class SchemeContractTest extends AttestationSchemeContract {
  private final String name;

  SchemeContractTest(String name) {
    this.name = name;
  }

  @Override
  protected AttestationScheme scheme() {
    PqcEngines engines = Lab.engines();
    return name.equals("ML-DSA-65") ? new MlDsa65(engines) : new MlDsa87(engines);
  }
}
