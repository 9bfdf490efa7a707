package dev.skep.server.core.internal;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.policy.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a policy out of settings, or says which one is wrong. */
final class PolicyReader {
  private static final Pattern ISSUER = Pattern.compile("[!-~]{1,256}");
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*)){1,32}");

  private PolicyReader() {}

  static ServerPolicy read(Settings settings) throws SettingsException {
    String issuer = settings.text("issuer");
    if (!ISSUER.matcher(issuer).matches()) {
      throw new SettingsException("issuer", "must be a URI of 1 to 256 visible ASCII characters");
    }
    ServerPolicy.Algorithms algorithms =
        new ServerPolicy.Algorithms(
            names(settings, "transports"),
            names(settings, "attestations"),
            names(settings, "kdfs"),
            names(settings, "ciphers"));
    return new ServerPolicy(
        issuer,
        algorithms,
        settings.seconds("offer.lifetime.seconds", 5, 3600),
        settings.seconds("session.lifetime.seconds", 10, 86_400),
        diasPolicyOid(settings),
        settings.number("message.maximum.bytes", 4096, 1 << 20));
  }

  private static Optional<String> diasPolicyOid(Settings settings) throws SettingsException {
    if (!settings.flag("dias.enabled")) {
      return Optional.empty();
    }
    String oid = settings.text("dias.policy.oid");
    if (!OID.matcher(oid).matches()) {
      throw new SettingsException(
          "dias.policy.oid", "'" + oid + "' is no OID; DIAS needs one, or set dias.enabled=false");
    }
    return Optional.of(oid);
  }

  private static List<String> names(Settings settings, String name) throws SettingsException {
    List<String> names = settings.texts(name);
    if (names.isEmpty()) {
      throw new SettingsException(name, "names no algorithm; list at least one");
    }
    for (String algorithm : names) {
      if (!AlgorithmNames.isValid(algorithm)) {
        throw new SettingsException(name, "'" + algorithm + "' is no algorithm name");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new SettingsException(name, "names an algorithm twice; name each once");
    }
    return names;
  }
}
