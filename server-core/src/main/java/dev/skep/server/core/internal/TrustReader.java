package dev.skep.server.core.internal;

import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.trust.ChainLimits;
import dev.skep.server.core.internal.trust.LeafRequirements;
import dev.skep.server.core.internal.trust.PolicyInputs;
import dev.skep.server.core.internal.trust.RevocationMode;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;

/** Reads trust settings, and makes directories that are not there yet. */
final class TrustReader {
  private TrustReader() {}

  static TrustSettings read(Settings settings) throws SettingsException {
    LeafRequirements leaf =
        new LeafRequirements(
            settings.optionalText("leaf.extended.key.usage"),
            settings.optionalText("leaf.policy"),
            settings.flag("leaf.allow.no.expiry"));
    ChainLimits limits =
        new ChainLimits(
            settings.number("chain.maximum", 1, 8),
            settings.number("certificate.maximum.bytes", 1024, 65_536));
    return new TrustSettings(
        directory(settings, "anchors.directory"),
        directory(settings, "crl.directory"),
        mode(settings.text("crl.mode")),
        settings.seconds("clock.skew.seconds", 0, 86_400),
        limits,
        leaf,
        policies(settings),
        settings.texts("engine.certificates"),
        settings.number("remembered.devices", 0, 1_000_000));
  }

  private static PolicyInputs policies(Settings settings) throws SettingsException {
    String set = "policy.initial.set";
    try {
      return new PolicyInputs(
          new HashSet<>(settings.texts(set)),
          settings.flag("policy.initial.explicit"),
          settings.flag("policy.initial.mapping.inhibit"),
          settings.flag("policy.initial.any.inhibit"));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(set, e.getMessage() + "; give OIDs with commas between them", e);
    }
  }

  private static Path directory(Settings settings, String name) throws SettingsException {
    Path directory = settings.path(name);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new SettingsException(name, "cannot make the directory " + directory, e);
    }
  }

  private static RevocationMode mode(String text) throws SettingsException {
    return switch (text) {
      case "require" -> RevocationMode.REQUIRE;
      case "if-present" -> RevocationMode.IF_PRESENT;
      case "off" -> RevocationMode.OFF;
      default ->
          throw new SettingsException(
              "crl.mode", "'" + text + "' is none of require, if-present, off");
    };
  }
}
