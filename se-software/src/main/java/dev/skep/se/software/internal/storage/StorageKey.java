package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/** What opens a storage file: a key in a file, or a passphrase in a file. */
public sealed interface StorageKey permits KeyFile, PassphraseFile {
  /** The number in the storage file's header. */
  int kind();

  /** How many PBKDF2 iterations a new storage file gets; 0 where none are needed. */
  int iterations();

  /** Names it for a person, with its file, without content. */
  String description();

  /**
   * Makes ready for the first start, when there is no storage file yet.
   *
   * @throws StorageException if the secret is not there and may not be made
   */
  void prepareFirstStart() throws StorageException;

  /**
   * The key of the storage file.
   *
   * @param salt 16 bytes, of the storage file
   * @param iterations of the storage file
   * @return 32 bytes; the caller closes it
   * @throws StorageException if the secret cannot be read, or others could read it too
   */
  SecretBytes key(Bytes salt, int iterations) throws StorageException;
}
