package dev.skep.se.kernel.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.SealedStorage;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import dev.skep.se.kernel.StorageKey.NewKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sealed storage in one file, AES-256-GCM, replaced atomically; the file before it stays beside it
 * as {@code .bak}. A file that is torn or altered is refused and left as it is.
 */
public final class FileSealedStorage implements SealedStorage {
  private static final int MAXIMUM_BYTES = 1 << 20;

  private final Path file;
  private final StorageKey secret;
  private final SecureRandom random;
  private final StorageLock lock;
  private final DurableFiles files;
  private @Nullable NewKey opened;
  private boolean loaded;
  private long generation;

  /** What the file on disk may be now: after a failed write the old or the new one. */
  private List<Bytes> expected = List.of(Bytes.EMPTY);

  private FileSealedStorage(
      Path file, StorageKey secret, SecureRandom random, StorageLock lock, DurableFiles files) {
    this.file = file;
    this.secret = secret;
    this.random = random;
    this.lock = lock;
    this.files = files;
  }

  /**
   * Takes a storage file for this user alone; its folder is created when it is not there.
   *
   * @param file need not exist yet
   * @throws StorageException if it is in use, or its place cannot be used
   */
  public static FileSealedStorage open(Path file, StorageKey secret, SecureRandom random)
      throws StorageException {
    return open(file, secret, random, new FileSteps());
  }

  static FileSealedStorage open(Path file, StorageKey secret, SecureRandom random, FileSteps steps)
      throws StorageException {
    Path real = resolve(file);
    return new FileSealedStorage(
        real, secret, random, StorageLock.take(real), new DurableFiles(steps));
  }

  /** One name for one file, whatever links lead to it; otherwise two could lock it. */
  private static Path resolve(Path file) throws StorageException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw new StorageException(file, "is no file in a folder");
    }
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      Files.createDirectories(folder);
      return folder.toRealPath().resolve(name);
    } catch (IOException e) {
      throw new StorageException(file, "cannot be reached (" + e + ")", e);
    }
  }

  @Override
  public Optional<SecretBytes> load() throws StorageException {
    Optional<SecretBytes> content = Files.exists(file) ? Optional.of(read()) : firstStart();
    loaded = true;
    return content;
  }

  private Optional<SecretBytes> firstStart() throws StorageException {
    Path backup = DurableFiles.backupOf(file);
    if (Files.exists(backup)) {
      throw new StorageException(
          file,
          "is missing although "
              + backup
              + " is there: copy that one to "
              + file
              + " to go back"
              + " to it, or move it away to begin with a blank security element");
    }
    return Optional.empty();
  }

  private SecretBytes read() throws StorageException {
    Bytes content = content();
    StorageHeader header =
        StorageHeader.decode(content)
            .orElseThrow(() -> damaged("is torn, or no storage file of a security element"));
    NewKey key = keyFor(header);
    Bytes body = content.slice(header.length(), content.length() - header.length());
    SecretBytes plaintext =
        AesGcm256.open(key.key(), header.nonce(), header.encode(), body)
            .orElseThrow(this::notOpened);
    generation = header.generation();
    expected = List.of(content);
    return plaintext;
  }

  private NewKey keyFor(StorageHeader header) throws StorageException {
    if (!header.keyKind().equals(secret.kind())) {
      throw damaged(
          "was not made with "
              + secret.description()
              + " but with another kind of secret, "
              + header.keyKind());
    }
    Optional<SecretBytes> key = secret.open(header.kept());
    NewKey previous = opened;
    if (previous != null) {
      previous.close();
    }
    opened = new NewKey(key.orElseThrow(this::notOpened), header.kept());
    return opened;
  }

  private StorageException notOpened() {
    return damaged(
        "cannot be opened with "
            + secret.description()
            + ": either that is the wrong one, or the file was altered (nobody can tell these"
            + " apart)");
  }

  private Bytes content() throws StorageException {
    try {
      if (!Files.exists(file)) {
        return Bytes.EMPTY;
      }
      if (Files.size(file) > MAXIMUM_BYTES) {
        throw damaged("is longer than " + MAXIMUM_BYTES + " bytes");
      }
      return Bytes.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new StorageException(file, "cannot be read (" + e + ")", e);
    }
  }

  private StorageException damaged(String what) {
    Path backup = DurableFiles.backupOf(file);
    String remedy =
        Files.exists(backup)
            ? "the state before the last change is in "
                + backup
                + ", untouched: to go back to it, copy it to "
                + file
                + " and start again"
            : "there is no state before it: restore the file from a copy of your own";
    return new StorageException(file, what + "; it was left as it is; " + remedy);
  }

  @Override
  public int maximumBytes() {
    return MAXIMUM_BYTES - StorageHeader.MAXIMUM_BYTES - AesGcm256.TAG_BYTES;
  }

  @Override
  public void store(SecretBytes content) throws StorageException {
    if (!loaded) {
      throw new IllegalStateException("load comes before store");
    }
    if (content.length() > maximumBytes()) {
      throw new IllegalArgumentException("a state has up to " + maximumBytes() + " bytes");
    }
    Bytes current = content();
    if (!expected.contains(current)) {
      throw damaged("was changed by somebody else while it was in use");
    }
    NewKey key = opened;
    if (key == null) {
      key = secret.create();
      opened = key;
    }
    StorageHeader header =
        new StorageHeader(
            generation + 1, content.length(), freshNonce(), secret.kind(), key.kept());
    Bytes encoded = header.encode();
    Bytes next = Bytes.concat(encoded, AesGcm256.seal(key.key(), header.nonce(), encoded, content));
    write(current, next);
  }

  private void write(Bytes current, Bytes next) throws StorageException {
    generation++;
    expected = List.of(current, next);
    try {
      files.replace(file, next.toArray());
    } catch (IOException e) {
      throw new StorageException(
          file, "cannot be written (" + e + "): check the space and the permissions", e);
    }
    expected = List.of(next);
  }

  private Bytes freshNonce() {
    byte[] value = new byte[AesGcm256.NONCE_BYTES];
    random.nextBytes(value);
    return Bytes.of(value);
  }

  @Override
  public void close() {
    NewKey key = opened;
    if (key != null) {
      key.close();
    }
    lock.close();
  }
}
