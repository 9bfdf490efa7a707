package ${package};

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.algorithm.AttestationSchemeContract;

/** The scheme is done when this passes. The report is in target/skep-testkit. */
class SchemeContractTest extends AttestationSchemeContract {
  @Override
  protected AttestationScheme scheme() {
    return new Scheme();
  }
}
