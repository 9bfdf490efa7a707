package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the keys of a ring are to be kept.
 *
 * @param mode which place counts
 * @param store the database's part, while it is there; asked anew at each look
 * @param sealer for keys in the database
 */
public record RingPlace(Mode mode, Supplier<Optional<KeyRingStore>> store, StoreSealer sealer) {
  /** The directory, for a server without a database. */
  public static RingPlace directory() {
    StoreSealer none =
        new StoreSealer() {
          @Override
          public Bytes seal(String purpose, SecretBytes content) {
            throw new IllegalStateException("there is no database");
          }

          @Override
          public Optional<SecretBytes> open(String purpose, Bytes box) {
            throw new IllegalStateException("there is no database");
          }
        };
    return new RingPlace(Mode.DIRECTORY, Optional::empty, none);
  }

  /** Which place counts. */
  public enum Mode {
    /** The directory only. */
    DIRECTORY,
    /** The database only; while it is away, keys at hand go on and none is made. */
    DATABASE,
    /**
     * The directory, until a database is there for the first time. Then its keys move into the
     * database, and from then on it is as {@link #DATABASE}, also after a restart.
     */
    AUTO
  }
}
