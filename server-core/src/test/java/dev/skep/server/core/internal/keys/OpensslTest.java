package dev.skep.server.core.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation reads the key files; skipped where the command is not installed. */
class OpensslTest {
  @TempDir Path directory;

  @Test
  void opensslReadsKeyFilesWithThePassphraseFile() throws Exception {
    Assumptions.assumeTrue(isInstalled(), "the openssl command is not installed");
    KeyRingSettings settings =
        new KeyRingSettings(
            directory.resolve("keys"),
            directory.resolve("passphrase"),
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            Map.of());
    for (TestTransport transport :
        List.of(
            new TestTransport("TEST-EC"), new TestTransport("TEST-RSA", "RSA", List.of(2048)))) {
      try (KeyRing ring =
          KeyRing.open(
              settings,
              RingPlace.directory(),
              new SecureRandom(),
              Clock.systemUTC(),
              Runnable::run)) {
        TransportKey key = ring.current(transport);
        Process openssl =
            new ProcessBuilder(
                    "openssl",
                    "pkey",
                    "-in",
                    settings.directory().resolve(key.keyId() + ".pem").toString(),
                    "-passin",
                    "file:" + settings.passphraseFile(),
                    "-pubout",
                    "-outform",
                    "DER")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] publicKey = openssl.getInputStream().readAllBytes();
        assertThat(openssl.waitFor()).isZero();
        assertThat(Bytes.of(publicKey)).isEqualTo(key.subjectPublicKeyInfo());
      }
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("openssl", "version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
