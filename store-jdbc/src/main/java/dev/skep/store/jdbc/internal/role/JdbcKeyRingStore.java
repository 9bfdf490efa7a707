package dev.skep.store.jdbc.internal.role;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SealedKey;
import dev.skep.api.issuer.StoreException;
import dev.skep.store.jdbc.internal.database.Database;
import dev.skep.store.jdbc.internal.database.Query;
import java.time.Instant;
import java.util.List;

/**
 * Sealed keys in a database. An erased one can stay in the database's files and logs for a while;
 * it is worth nothing there without the key that it is sealed under.
 */
public final class JdbcKeyRingStore implements KeyRingStore {
  private final Database database;

  /** On that database. */
  public JdbcKeyRingStore(Database database) {
    this.database = database;
  }

  @Override
  public List<SealedKey> all() throws StoreException {
    Query select =
        Query.of(
            "SELECT key_id, purpose, created_at, public_key, sealed_private_key FROM skep_keys");
    return database.read(
        connection ->
            select.list(
                connection,
                row ->
                    new SealedKey(
                        row.getString(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Bytes.of(row.getBytes(4)),
                        Bytes.of(row.getBytes(5)))));
  }

  @Override
  public boolean add(SealedKey key) throws StoreException {
    Query insert =
        Query.of(
            "INSERT INTO skep_keys (key_id, purpose, created_at, public_key, sealed_private_key)"
                + " VALUES (?, ?, ?, ?, ?)",
            key.keyId(),
            key.purpose(),
            key.createdAt(),
            key.publicKey(),
            key.sealedPrivateKey());
    return database.write(insert::insert);
  }

  @Override
  public void remove(String keyId) throws StoreException {
    database.write(Query.of("DELETE FROM skep_keys WHERE key_id = ?", keyId)::update);
  }
}
