package dev.skep.provider.pqc.internal;

import java.lang.annotation.Annotation;

/**
 * A configuration with one list for ML-KEM and ML-DSA, and the default for the rest.
 *
 * @param lattice engine names, the best first
 */
record LatticeSettings(String... lattice) implements PqcEngines.Settings {
  @Override
  public Class<? extends Annotation> annotationType() {
    return PqcEngines.Settings.class;
  }

  @Override
  public String[] engine_mlkem() {
    return lattice;
  }

  @Override
  public String[] engine_mldsa() {
    return lattice;
  }

  @Override
  public String[] engine_x25519() {
    return new String[] {"BC", "JDK"};
  }

  @Override
  public String[] engine_sha3() {
    return new String[] {"JDK"};
  }
}
