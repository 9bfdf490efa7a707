package dev.skep.benchmarks.internal;

import java.util.List;
import java.util.Map;

/**
 * The lines of the result, with the targets that the design sets. What it calls an accept is the
 * core here, see {@link Core}.
 */
final class Lines {
  private static final Map<Engine, Double> NO_TARGET = Map.of();
  private static final Map<Engine, Double> EC_TARGET =
      Map.of(Engine.JDK, 0.85, Engine.BC, 0.65, Engine.CORRETTO, 0.85);
  private static final Map<Engine, Double> RSA_TARGET =
      Map.of(Engine.JDK, 0.90, Engine.CORRETTO, 0.90);
  private static final Map<Engine, Double> TLS_TARGET =
      Map.of(Engine.JDK, 1.1, Engine.CORRETTO, 1.5);
  private static final Map<Engine, Double> THREAD_TARGET =
      Map.of(Engine.JDK, 1.9, Engine.BC, 1.9, Engine.CORRETTO, 1.9);

  /** Out of {@link EcTimes}. */
  static final List<Line> EC =
      List.of(
          line("EC, core, new device: ECDH (new key) + verify (new key) + verify ÷ core", EC_TARGET)
              .dividing("agree", "verifyByNewKey", "verify")
              .by("core"),
          line("EC, new device: ECDH (new key) + verify (new key) + verify ÷ accept", NO_TARGET)
              .dividing("agree", "verifyByNewKey", "verify")
              .by("newDevice"),
          line("EC, returning device: ECDH (new key) + verify (new key) ÷ accept", NO_TARGET)
              .dividing("agree", "verifyByNewKey")
              .by("returningDevice"),
          line(
                  "EC, full PKIX: ECDH (new key) + verify (new key) + verify by the JDK ÷ accept",
                  NO_TARGET)
              .dividing("agree", "verifyByNewKey", "pkixVerify")
              .by("fullPkix"),
          line("EC: key pair ÷ offer", NO_TARGET).dividing("generate").by("offer"),
          line("EC, new device: the same + key pair ÷ (offer + accept)", NO_TARGET)
              .dividing("generate", "agree", "verifyByNewKey", "verify")
              .by("offer", "newDevice"));

  /** Out of {@link EcTimes}, for engines with {@link Engine#shakesHands}. */
  static final List<Line> TLS =
      List.of(
          line("EC, new device: TLS 1.3 handshake ÷ accept", TLS_TARGET)
              .dividing("handshake")
              .by("newDevice"),
          line("EC, new device: TLS 1.3 handshake ÷ (offer + accept)", NO_TARGET)
              .dividing("handshake")
              .by("offer", "newDevice"));

  /** Out of {@link RsaTimes}. */
  static final List<Line> RSA =
      List.of(
          line(
                  "RSA, core, new certificate for a known key: OAEP + verify (new key) + verify ÷ core",
                  RSA_TARGET)
              .dividing("decrypt", "verifyByNewKey", "verify")
              .by("core"),
          line("RSA, new device: OAEP + verify (new key) + verify ÷ accept", NO_TARGET)
              .dividing("decrypt", "verifyByNewKey", "verify")
              .by("newDevice"),
          line(
                  "RSA, new certificate for a known key: OAEP + verify (new key) + verify ÷ accept",
                  NO_TARGET)
              .dividing("decrypt", "verifyByNewKey", "verify")
              .by("newCertificate"),
          line("RSA, returning device: OAEP + verify (new key) ÷ accept", NO_TARGET)
              .dividing("decrypt", "verifyByNewKey")
              .by("returningDevice"),
          line(
                  "RSA, known key, full PKIX: OAEP + verify (new key) + verify by the JDK ÷ accept",
                  NO_TARGET)
              .dividing("decrypt", "verifyByNewKey", "pkixVerify")
              .by("fullPkix"));

  /** Out of {@link ThreadTimes}. */
  static final List<Line> THREADS =
      List.of(
          line("EC, new device: two threads ÷ one", THREAD_TARGET)
              .dividing("acceptByOne", "acceptByOne")
              .by("acceptByTwo"),
          line("verify alone: two threads ÷ one, all that the machine gives", NO_TARGET)
              .dividing("verifyByOne", "verifyByOne")
              .by("verifyByTwo"));

  private Lines() {}

  private static Line line(String text, Map<Engine, Double> targets) {
    return new Line(text, List.of(), List.of(), targets);
  }
}
