package dev.skep.server.core.internal.keys;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the passphrase of the key files: its first line, printable ASCII. */
final class Passphrase {
  private static final Logger LOG = LoggerFactory.getLogger(Passphrase.class);
  private static final int RANDOM_BYTES = 32;
  private static final int SHORTEST = 16;

  private Passphrase() {}

  /**
   * Reads the passphrase.
   *
   * @param mayCreate whether a random one is made where the file is absent
   * @return the characters, ASCII; the caller closes it
   * @throws SettingsException if it is missing, open to others, or no passphrase
   */
  static SecretBytes load(Path file, boolean mayCreate, SecureRandom random)
      throws SettingsException {
    try {
      if (Files.notExists(file)) {
        if (!mayCreate) {
          throw problem(
              file, "the passphrase of the existing keys is missing: restore it from a backup");
        }
        create(file, random);
      }
      if (DurableFiles.isOpenToOthers(file)) {
        throw problem(file, "others than its owner may access the passphrase: chmod 600 it");
      }
      return read(file);
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(), "the passphrase cannot be read or made (" + e + ")", e);
    }
  }

  private static SecretBytes read(Path file) throws IOException, SettingsException {
    byte[] content = Files.readAllBytes(file);
    try {
      int length = 0;
      while (length < content.length && content[length] != '\n' && content[length] != '\r') {
        if (content[length] < 0x20 || content[length] > 0x7e) {
          throw problem(file, "a passphrase is of printable ASCII characters only");
        }
        length++;
      }
      if (length < SHORTEST) {
        throw problem(file, "a passphrase has " + SHORTEST + " characters or more");
      }
      return SecretBytes.adopt(Arrays.copyOf(content, length));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[RANDOM_BYTES];
    byte[] text = new byte[0];
    try {
      random.nextBytes(bytes);
      text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
      DurableFiles.write(file, text);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
    LOG.info("made the passphrase of the transport keys in {}; back it up", file);
  }

  private static SettingsException problem(Path file, String text) {
    return new SettingsException(file.toString(), text);
  }
}
