package dev.skep.server.core.internal;

import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.keys.KeyRing;
import dev.skep.server.core.internal.keys.KeyRingSettings;
import dev.skep.server.core.internal.keys.RingPlace;
import dev.skep.server.core.internal.policy.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Opens the key ring that settings describe. */
final class KeyRings {
  private KeyRings() {}

  /** The ring of a server that has no database. */
  static KeyRing open(Settings settings, SecureRandom random, Executor background)
      throws SettingsException {
    if (mode(settings) == RingPlace.Mode.DATABASE) {
      throw new SettingsException("storage", "this server has no database; set directory or auto");
    }
    return open(settings, RingPlace.directory(), random, background);
  }

  static KeyRing open(Settings settings, RingPlace place, SecureRandom random, Executor background)
      throws SettingsException {
    int bits = settings.number("rsa.size.bits", 2048, 4096);
    if (bits != 2048 && bits != 3072 && bits != 4096) {
      throw new SettingsException("rsa.size.bits", bits + " is none of 2048, 3072, 4096");
    }
    KeyRingSettings ring =
        new KeyRingSettings(
            settings.path("directory"),
            settings.path("passphrase.file"),
            Duration.ofDays(settings.number("rotate.after.days", 1, 3650)),
            settings.seconds("grace.seconds", 10, 86_400),
            Map.of("RSA-OAEP-256", bits));
    return KeyRing.open(ring, place, random, Clock.systemUTC(), background);
  }

  static RingPlace.Mode mode(Settings settings) throws SettingsException {
    String text = settings.text("storage");
    return switch (text) {
      case "directory" -> RingPlace.Mode.DIRECTORY;
      case "database" -> RingPlace.Mode.DATABASE;
      case "auto" -> RingPlace.Mode.AUTO;
      default ->
          throw new SettingsException(
              "storage", "'" + text + "' is none of directory, database, auto");
    };
  }
}
