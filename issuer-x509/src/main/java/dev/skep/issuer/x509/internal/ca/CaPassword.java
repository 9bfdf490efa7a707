package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.SettingsException;
import dev.skep.api.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** The file with the password of the PKCS#12 file: its first line, printable ASCII. */
final class CaPassword {
  private static final int RANDOM_BYTES = 32;
  private static final int MAXIMUM_BYTES = 4096;

  private CaPassword() {}

  /**
   * Reads the password.
   *
   * @return the caller zeroes it
   * @throws SettingsException if it is missing, open to others, or no password
   */
  static char[] read(Path file) throws SettingsException {
    byte[] content = {};
    try {
      content = PrivateFiles.read(file, MAXIMUM_BYTES);
      return firstLine(file, content);
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(), "the CA's password cannot be read (" + reason(e) + ")", e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Other characters do not mean the same to all tools that read PKCS#12. */
  private static char[] firstLine(Path file, byte[] content) throws SettingsException {
    int length = 0;
    while (length < content.length && content[length] != '\n' && content[length] != '\r') {
      if (content[length] < 0x20 || content[length] > 0x7e) {
        throw new SettingsException(
            file.toString(), "a password is of printable ASCII characters only");
      }
      length++;
    }
    if (length == 0) {
      throw new SettingsException(
          file.toString(), "its first line must be the password of the CA's file");
    }
    char[] password = new char[length];
    for (int i = 0; i < length; i++) {
      password[i] = (char) content[i];
    }
    return password;
  }

  /** Makes a file with a random password, if there is none. */
  static void createIfAbsent(Path file, SecureRandom random) throws SettingsException {
    if (Files.exists(file)) {
      return;
    }
    byte[] bytes = new byte[RANDOM_BYTES];
    byte[] text = {};
    try {
      random.nextBytes(bytes);
      text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
      DurableFiles.createDirectoryOf(file);
      DurableFiles.write(file, text);
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(), "the CA's password cannot be written (" + reason(e) + ")", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  /** What an operator can use: some exceptions of files say no more than a path. */
  static String reason(Exception e) {
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }
}
