package dev.skep.api.issuer;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps the server's private keys, sealed, so that all nodes have the same ones. Thread-safe; each
 * change is durable before the call returns.
 */
@ConsumerType
public interface KeyRingStore {
  /**
   * All keys, in no particular order.
   *
   * @throws StoreException if the store cannot say
   */
  List<SealedKey> all() throws StoreException;

  /**
   * Adds a key.
   *
   * @return false if its id is there already
   * @throws StoreException if it may not have been added
   */
  boolean add(SealedKey key) throws StoreException;

  /**
   * Erases a key; an unknown id is ignored.
   *
   * @throws StoreException if it may still be there
   */
  void remove(String keyId) throws StoreException;
}
