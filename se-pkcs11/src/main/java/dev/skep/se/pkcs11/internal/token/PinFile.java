package dev.skep.se.pkcs11.internal.token;

import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SecretFile;
import dev.skep.se.kernel.StorageException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;

/** A PIN in a file of the owner only, in ASCII; one line end after it is left out. */
final class PinFile implements CallbackHandler, AutoCloseable {
  private static final int MAXIMUM_BYTES = 256;

  private final char[] pin;

  private PinFile(char[] pin) {
    this.pin = pin;
  }

  /** Reads it; the caller closes what it gets. */
  static PinFile read(Path file) throws StorageException {
    try (SecretBytes content = SecretFile.read(file, MAXIMUM_BYTES)) {
      char[] characters = content.use(PinFile::characters);
      if (characters.length == 0) {
        throw new StorageException(file, "has no PIN in it");
      }
      return new PinFile(characters);
    }
  }

  private static char[] characters(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && content[length - 1] == '\r') {
      length--;
    }
    char[] characters = new char[length];
    for (int i = 0; i < length; i++) {
      characters[i] = (char) Byte.toUnsignedInt(content[i]);
    }
    return characters;
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (!(callback instanceof PasswordCallback password)) {
        throw new UnsupportedCallbackException(callback);
      }
      password.setPassword(pin);
    }
  }

  @Override
  public void close() {
    Arrays.fill(pin, '\0');
  }
}
