package dev.skep.server.core.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("passphrase");
  }

  @Test
  void makes32RandomBytesForTheOwnerOnly() throws Exception {
    try (SecretBytes made = Passphrase.load(file, true, RANDOM);
        SecretBytes read = Passphrase.load(file, false, RANDOM)) {
      assertThat(made.matches(read)).isTrue();
      assertThat(made.length()).isEqualTo(43);
    }
    assertThat(Files.readString(file)).matches("[A-Za-z0-9_-]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void readsTheFirstLineOnly() throws Exception {
    put("a passphrase of mine\r\nmore", "rw-------");
    try (SecretBytes read = Passphrase.load(file, false, RANDOM)) {
      assertThat(read.copy()).isEqualTo("a passphrase of mine".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void refusesAFileThatOthersMayRead() throws Exception {
    for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
      put("a passphrase of mine", permissions);
      assertRefused("chmod 600");
    }
  }

  @Test
  void refusesAMissingFileWhileThereAreKeys() {
    assertThatThrownBy(() -> Passphrase.load(file, false, RANDOM))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("restore it from a backup");
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesShortAndUnprintablePassphrases() throws Exception {
    put("fifteen letters", "rw-------");
    assertRefused("16 characters");
    put("", "rw-------");
    assertRefused("16 characters");
    put("pässphrase of 20 letters", "rw-------");
    assertRefused("printable ASCII");
  }

  private void put(String text, String permissions) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> Passphrase.load(file, true, RANDOM))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}
