package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A passphrase in a file, in UTF-8, of at least {@link #MINIMUM_CHARACTERS} characters; one line
 * end after it is left out. The key is made with PBKDF2-HMAC-SHA256 (RFC 8018 section 5.2).
 *
 * @param file whose permissions shut everybody but the owner out
 */
public record PassphraseFile(Path file) implements StorageKey {
  /** The shortest passphrase. */
  public static final int MINIMUM_CHARACTERS = 12;

  private static final int ITERATIONS = 600_000;
  private static final int MAXIMUM_BYTES = 1024;
  private static final String PBKDF2 = "PBKDF2WithHmacSHA256";

  @Override
  public int kind() {
    return 2;
  }

  @Override
  public int iterations() {
    return ITERATIONS;
  }

  @Override
  public String description() {
    return "the passphrase in " + file;
  }

  /** Does nothing: a passphrase is a person's choice. */
  @Override
  public void prepareFirstStart() {}

  @Override
  public SecretBytes key(Bytes salt, int iterations) throws StorageException {
    char[] passphrase = read();
    PBEKeySpec parameters =
        new PBEKeySpec(passphrase, salt.toArray(), iterations, 8 * AesGcm256.KEY_BYTES);
    try {
      SecretKeyFactory factory =
          SecretKeyFactory.getInstance(
              PBKDF2, new JcaEngines().select(List.of(JcaEngines.JDK), "SecretKeyFactory", PBKDF2));
      return SecretBytes.adopt(factory.generateSecret(parameters).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's PBKDF2 failed: " + e.getMessage(), e);
    } finally {
      parameters.clearPassword();
      Arrays.fill(passphrase, '\0');
    }
  }

  private char[] read() throws StorageException {
    CharBuffer decoded = CharBuffer.allocate(0);
    try (SecretBytes content = SecretFile.read(file, MAXIMUM_BYTES)) {
      decoded =
          content.use(bytes -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
      int length = withoutLineEnd(decoded);
      if (length < MINIMUM_CHARACTERS) {
        throw new StorageException(
            file, "has a passphrase of fewer than " + MINIMUM_CHARACTERS + " characters");
      }
      return Arrays.copyOf(decoded.array(), length);
    } catch (CharacterCodingException e) {
      throw new StorageException(file, "is not UTF-8 text", e);
    } finally {
      Arrays.fill(decoded.array(), '\0');
    }
  }

  private static int withoutLineEnd(CharBuffer text) {
    int length = text.length();
    if (length > 0 && text.get(length - 1) == '\n') {
      length--;
      if (length > 0 && text.get(length - 1) == '\r') {
        length--;
      }
    }
    return length;
  }
}
