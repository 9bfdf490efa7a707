package dev.skep.se.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the key of a storage file comes from. Some keep nothing beside it (the key is a file), some
 * what they derived it with (a salt), some the key itself, wrapped by hardware.
 */
@ConsumerType
public interface StorageKey {
  /** The longest {@link NewKey#kept}, in bytes. */
  int MAXIMUM_KEPT_BYTES = 4096;

  /** The length of a key, in bytes. */
  int KEY_BYTES = 32;

  /**
   * Names what {@link NewKey#kept} is, so that a file meets the right reader: 1 to 32 of {@code
   * a-z}, {@code 0-9}, {@code -}. A vendor's begins with the vendor's name.
   */
  String kind();

  /** Names it for a person, with its place, without content. */
  String description();

  /**
   * A key for a storage file that is not there yet.
   *
   * @return the caller closes it
   * @throws StorageException if there is none and none may be made, or what makes it is away
   */
  NewKey create() throws StorageException;

  /**
   * The key of a storage file.
   *
   * @param kept from {@link #create}, of a file that anybody can have altered
   * @return 32 bytes, which the caller closes; empty if the file cannot have been made with this
   * @throws StorageException if the secret cannot be had now
   */
  Optional<SecretBytes> open(Bytes kept) throws StorageException;

  /**
   * A key, and what {@link #open} needs to have it again. Closing it erases the key.
   *
   * @param key 32 bytes
   * @param kept in the storage file, in clear; up to {@link #MAXIMUM_KEPT_BYTES}
   */
  record NewKey(SecretBytes key, Bytes kept) implements AutoCloseable {
    /** Checks the lengths. */
    public NewKey {
      if (key.length() != KEY_BYTES || kept.length() > MAXIMUM_KEPT_BYTES) {
        throw new IllegalArgumentException(
            "a storage key has " + KEY_BYTES + " bytes and keeps up to " + MAXIMUM_KEPT_BYTES);
      }
    }

    @Override
    public void close() {
      key.close();
    }
  }
}
