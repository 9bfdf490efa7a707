package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SealedKey;
import dev.skep.api.issuer.StoreException;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys that all nodes of a database share, each sealed under the store key together with what
 * the database says of it: an entry that was altered or moved does not open.
 */
final class DatabaseShelf implements KeyShelf {
  private static final String PREFIX = "key ";

  private final Supplier<Optional<KeyRingStore>> store;
  private final StoreSealer sealer;

  DatabaseShelf(Supplier<Optional<KeyRingStore>> store, StoreSealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  /** A row. */
  private final class Row implements Entry {
    private final SealedKey key;

    Row(SealedKey key) {
      this.key = key;
    }

    @Override
    public String place() {
      return PREFIX + key.keyId();
    }

    @Override
    public boolean elected() {
      return key.keyId().equals(StoredKey.electedId(key.purpose()));
    }

    @Override
    public StoredKey read() throws IOException {
      Optional<SecretBytes> pkcs8 = sealer.open(context(key), key.sealedPrivateKey());
      if (pkcs8.isEmpty()) {
        throw new IOException(
            "the key "
                + key.keyId()
                + " of the database was sealed under another store key, or altered; give this"
                + " node the store.key.file of the others");
      }
      return new StoredKey(key.purpose(), key.createdAt(), key.publicKey(), pkcs8.get());
    }
  }

  @Override
  public String name() {
    return "the database";
  }

  @Override
  public boolean mustBeReadable() {
    return true;
  }

  @Override
  public List<Entry> entries() throws IOException {
    try {
      return present().all().stream().<Entry>map(Row::new).toList();
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public Entry add(StoredKey key) throws IOException {
    SealedKey sealed = seal(key, key.keyId());
    try {
      if (!present().add(sealed)) {
        throw new IOException("the database has the key " + key.keyId() + " already");
      }
      return new Row(sealed);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public void elect(StoredKey key) throws IOException {
    try {
      present().add(seal(key, StoredKey.electedId(key.transport())));
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(String place) throws IOException {
    try {
      present().remove(place.substring(PREFIX.length()));
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  private KeyRingStore present() throws IOException {
    return store.get().orElseThrow(() -> new StoreAbsentException());
  }

  private SealedKey seal(StoredKey key, String keyId) {
    SealedKey open =
        new SealedKey(
            keyId, key.transport(), key.created(), key.subjectPublicKeyInfo(), Bytes.EMPTY);
    return new SealedKey(
        keyId,
        open.purpose(),
        open.createdAt(),
        open.publicKey(),
        sealer.seal(context(open), key.pkcs8()));
  }

  private static String context(SealedKey key) {
    Bytes fields =
        new LengthPrefixed()
            .add(Bytes.utf8(key.keyId()))
            .add(Bytes.utf8(key.purpose()))
            .add(Bytes.utf8(key.createdAt().toString()))
            .add(key.publicKey())
            .join();
    return "ring key " + Transcript.digest("SHA-256", fields).toHex();
  }

  private static IOException failed(StoreException e) {
    return new IOException("the database of the keys failed: " + e.getMessage(), e);
  }
}
