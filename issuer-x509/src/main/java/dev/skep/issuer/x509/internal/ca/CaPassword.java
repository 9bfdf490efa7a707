package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** The file with the password of the PKCS#12 file: its first line, UTF-8. */
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
    char[] text = {};
    try {
      content = PrivateFiles.read(file, MAXIMUM_BYTES);
      text = decode(content);
      int length = 0;
      while (length < text.length && text[length] != '\n' && text[length] != '\r') {
        length++;
      }
      if (length == 0) {
        throw new SettingsException(
            file.toString(), "its first line must be the password of the CA's file");
      }
      return Arrays.copyOf(text, length);
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(), "the CA's password cannot be read (" + reason(e) + ")", e);
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(text, '\0');
    }
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
      PrivateFiles.create(file, text);
    } catch (IOException e) {
      throw new SettingsException(
          file.toString(), "the CA's password cannot be written (" + reason(e) + ")", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  private static char[] decode(byte[] content) throws IOException {
    CharBuffer decoded = CharBuffer.allocate(content.length);
    try {
      // Into a buffer of our own: the decoder's convenience method would leave copies behind.
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var result = decoder.decode(ByteBuffer.wrap(content), decoded, true);
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(decoded.array(), decoded.position());
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    } finally {
      Arrays.fill(decoded.array(), '\0');
    }
  }

  /** What an operator can use: some exceptions of files say no more than a path. */
  static String reason(Exception e) {
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }
}
