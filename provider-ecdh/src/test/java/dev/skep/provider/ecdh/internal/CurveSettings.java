package dev.skep.provider.ecdh.internal;

import java.lang.annotation.Annotation;

/**
 * A configuration with one list for each operation on a curve, and the JDK for HMAC.
 *
 * @param curves engine names, the best first
 */
record CurveSettings(String... curves) implements EcEngines.Settings {
  @Override
  public Class<? extends Annotation> annotationType() {
    return EcEngines.Settings.class;
  }

  @Override
  public String[] engine_ecdh() {
    return curves;
  }

  @Override
  public String[] engine_ecdsa() {
    return curves;
  }

  @Override
  public String[] engine_x25519() {
    return curves;
  }

  @Override
  public String[] engine_ed25519() {
    return curves;
  }

  @Override
  public String[] engine_hmac() {
    return new String[] {"JDK"};
  }
}
