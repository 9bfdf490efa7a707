package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.se.kernel.SecretFile;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A passphrase in a file, in UTF-8, of at least {@link #MINIMUM_CHARACTERS} characters; one line
 * end after it is left out. The key is made with PBKDF2-HMAC-SHA256 (RFC 8018 section 5.2).
 *
 * @param file whose permissions shut everybody but the owner out
 * @param random for the salt
 */
public record PassphraseFile(Path file, SecureRandom random) implements StorageKey {
  /** The shortest passphrase. */
  public static final int MINIMUM_CHARACTERS = 12;

  private static final int ITERATIONS = 600_000;
  private static final int MOST_ITERATIONS = 20_000_000;
  private static final int SALT_BYTES = 16;
  private static final int MAXIMUM_BYTES = 1024;
  private static final String PBKDF2 = "PBKDF2WithHmacSHA256";

  @Override
  public String kind() {
    return "passphrase";
  }

  @Override
  public String description() {
    return "the passphrase in " + file;
  }

  /** A key from the passphrase, which is a person's choice, and a new salt. */
  @Override
  public NewKey create() throws StorageException {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    ByteBuffer kept = ByteBuffer.allocate(SALT_BYTES + Integer.BYTES).put(salt).putInt(ITERATIONS);
    return new NewKey(derive(Bytes.of(salt), ITERATIONS), Bytes.of(kept.array()));
  }

  /** Refuses fewer iterations than files are made with, and so many that it would take hours. */
  @Override
  public Optional<SecretBytes> open(Bytes kept) throws StorageException {
    if (kept.length() != SALT_BYTES + Integer.BYTES) {
      return Optional.empty();
    }
    int iterations = ByteBuffer.wrap(kept.toArray()).getInt(SALT_BYTES);
    return iterations < ITERATIONS || iterations > MOST_ITERATIONS
        ? Optional.empty()
        : Optional.of(derive(kept.slice(0, SALT_BYTES), iterations));
  }

  private SecretBytes derive(Bytes salt, int iterations) throws StorageException {
    char[] passphrase = read();
    PBEKeySpec parameters = new PBEKeySpec(passphrase, salt.toArray(), iterations, 8 * KEY_BYTES);
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
