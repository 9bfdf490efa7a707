package dev.skep.server.core.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.server.core.internal.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** The key that the nodes of one issuer share. */
final class TokenKeyFile {
  private static final String SETTING = "token.key.file";

  private TokenKeyFile() {}

  /**
   * Reads the key.
   *
   * @return 32 bytes; the caller closes it
   * @throws SettingsException if the file is missing, has another size, or others may read it
   */
  static SecretBytes read(Path file) throws SettingsException {
    byte[] key = {};
    try {
      checkPrivate(file);
      if (Files.size(file) != Sealer.KEY_BYTES) {
        throw new SettingsException(
            SETTING, file + " must have exactly " + Sealer.KEY_BYTES + " random bytes");
      }
      key = Files.readAllBytes(file);
      return SecretBytes.copyOf(key);
    } catch (IOException e) {
      throw new SettingsException(SETTING, "cannot read " + file + "; check the path", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void checkPrivate(Path file) throws IOException, SettingsException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return; // no POSIX permissions on this file system
    }
    String permissions = PosixFilePermissions.toString(view.readAttributes().permissions());
    if (!permissions.endsWith("------")) {
      throw new SettingsException(
          SETTING, file + " is readable by others (" + permissions + "); run chmod 600 on it");
    }
  }
}
