package dev.skep.se.kernel.internal.object;

import dev.skep.api.SecretBytes;
import java.util.Optional;

/** An object, provisional or committed. Closing it erases its secret. */
public sealed interface StoredObject extends AutoCloseable permits Guard, StoredKey, StoredSecret {
  /** Whose it is. */
  Origin origin();

  /** Its name within its domain. */
  String id();

  /** What it keeps secret, if anything; stays the object's. */
  Optional<SecretBytes> secret();

  /** The object that must be there with it, if one must: its PIN, or a PIN's PUK. */
  Optional<String> reference();

  @Override
  default void close() {
    secret().ifPresent(SecretBytes::close);
  }
}
