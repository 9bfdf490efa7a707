package dev.skep.se.kernel;

import dev.skep.api.SecretBytes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps one SE's whole state, confidential and authentic, over restarts and power loss. One user at
 * a time; not thread-safe.
 *
 * <p>Guarantee: {@link #load} gives exactly what the last successful {@link #store} was given, or
 * refuses; a store that fails leaves the state from before it or the new one, never a mixture.
 */
@ConsumerType
public interface SealedStorage extends AutoCloseable {
  /**
   * Reads the state; called once, before any {@link #store}.
   *
   * @return the state, which the caller closes; empty if nothing was ever stored
   * @throws StorageException if there is something that cannot be trusted; it is left as it is
   */
  Optional<SecretBytes> load() throws StorageException;

  /**
   * Replaces the state, durably and atomically.
   *
   * @param content up to {@link #maximumBytes}; read, not kept
   * @throws StorageException if it could not be stored; a retry can help
   */
  void store(SecretBytes content) throws StorageException;

  /** The longest state that can be stored, in bytes. */
  int maximumBytes();

  /** Erases keys from memory and lets others use the storage. May be called again. */
  @Override
  void close();
}
