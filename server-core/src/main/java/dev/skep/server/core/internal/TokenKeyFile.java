package dev.skep.server.core.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import dev.skep.server.core.internal.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key that the nodes of one issuer share. */
final class TokenKeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenKeyFile.class);

  private TokenKeyFile() {}

  /**
   * Reads the key, after making one at random where there is no file.
   *
   * @param setting what names the file, for messages
   * @return 32 bytes; the caller closes it
   * @throws SettingsException if it cannot be made, has another size, or others may read it
   */
  static SecretBytes readOrMake(String setting, Path file, SecureRandom random)
      throws SettingsException {
    if (Files.notExists(file)) {
      byte[] key = new byte[Sealer.KEY_BYTES];
      try {
        random.nextBytes(key);
        DurableFiles.createDirectoryOf(file);
        DurableFiles.write(file, key);
        LOG.info("made the key {}; back it up, and give each node of this issuer the same", file);
      } catch (IOException e) {
        throw new SettingsException(setting, "cannot make " + file + " (" + e + ")", e);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
    return read(setting, file);
  }

  private static SecretBytes read(String setting, Path file) throws SettingsException {
    byte[] key = {};
    try {
      checkPrivate(setting, file);
      if (Files.size(file) != Sealer.KEY_BYTES) {
        throw new SettingsException(
            setting, file + " must have exactly " + Sealer.KEY_BYTES + " random bytes");
      }
      key = Files.readAllBytes(file);
      return SecretBytes.copyOf(key);
    } catch (IOException e) {
      throw new SettingsException(setting, "cannot read " + file + "; check the path", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void checkPrivate(String setting, Path file)
      throws IOException, SettingsException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return; // no POSIX permissions on this file system
    }
    String permissions = PosixFilePermissions.toString(view.readAttributes().permissions());
    if (!permissions.endsWith("------")) {
      throw new SettingsException(
          setting, file + " is readable by others (" + permissions + "); run chmod 600 on it");
    }
  }
}
