package dev.skep.server.core.internal.enrollment;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import dev.skep.api.provisioning.SecretTerms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads secrets that an issuer has in files.
 *
 * @param base where relative paths begin
 */
public record SecretFiles(Path base) {
  /**
   * Reads a secret.
   *
   * @return the whole file; the caller closes it
   * @throws SettingsException if it cannot be read, others may access it, or it is no value of its
   *     type
   */
  SecretBytes read(SecretTerms terms, String path) throws SettingsException {
    byte[] content = {};
    try {
      Path file = base.resolve(path);
      if (DurableFiles.isOpenToOthers(file)) {
        throw problem(terms, file + " may be accessed by others than its owner: chmod 600 it");
      }
      try (InputStream in = Files.newInputStream(file)) {
        content = in.readNBytes(SecretTerms.LONGEST + 1);
      }
      int shortest = terms.minimumBytes();
      int longest = terms.maximumBytes();
      if (content.length < shortest || content.length > longest) {
        throw problem(terms, file + " must have " + shortest + " to " + longest + " bytes");
      }
      return SecretBytes.copyOf(content);
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          "secret " + terms.id(), "cannot read its file (" + e + "); check the path", e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static SettingsException problem(SecretTerms terms, String text) {
    return new SettingsException("secret " + terms.id(), text);
  }
}
