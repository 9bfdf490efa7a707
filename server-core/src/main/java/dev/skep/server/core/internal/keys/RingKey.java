package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyTransport;
import java.lang.ref.WeakReference;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** One key of the ring, with the place where it is kept. Thread-safe. */
final class RingKey implements AutoCloseable {
  private final StoredKey stored;
  private final String keyId;
  private final Bytes publicKeyBits;
  private final KeyShelf.Entry entry;

  /**
   * By transport object, since the bundle that decoded a key may be replaced by another. What it
   * made is held weakly as well: the classes of its bundle, or of its engine's, are not kept.
   */
  private final Map<KeyTransport, WeakReference<TransportKey>> decoded = new WeakHashMap<>();

  private boolean closed;

  /** A key that was read from an entry, or added as one. */
  RingKey(StoredKey stored, KeyShelf.Entry entry) {
    this.stored = stored;
    this.keyId = stored.keyId();
    this.publicKeyBits = stored.publicKeyBits();
    this.entry = entry;
  }

  String keyId() {
    return keyId;
  }

  String transport() {
    return stored.transport();
  }

  Instant created() {
    return stored.created();
  }

  Bytes subjectPublicKeyInfo() {
    return stored.subjectPublicKeyInfo();
  }

  /** What tells keys apart, whichever algorithm they are declared for. */
  Bytes publicKeyBits() {
    return publicKeyBits;
  }

  String place() {
    return entry.place();
  }

  /** Whether it is the one key that its purpose has for good. */
  boolean elected() {
    return entry.elected();
  }

  /**
   * Lends the private half, PrivateKeyInfo in DER, for one computation.
   *
   * @return empty if it has been erased meanwhile
   */
  synchronized <T, E extends Exception> Optional<T> use(SecretBytes.Use<T, E> use) throws E {
    return closed ? Optional.empty() : Optional.of(stored.pkcs8().use(use));
  }

  /**
   * The key as one transport reads it.
   *
   * @return empty if it has been erased meanwhile
   * @throws KeyRingException if the transport does not accept it
   */
  synchronized Optional<TransportKey> decode(KeyTransport transport) throws KeyRingException {
    if (closed) {
      return Optional.empty();
    }
    WeakReference<TransportKey> last = decoded.get(transport);
    TransportKey known = last == null ? null : last.get();
    if (known == null) {
      known =
          new TransportKey(transport(), keyId, subjectPublicKeyInfo(), pair(transport), created());
      decoded.put(transport, new WeakReference<>(known));
    }
    return Optional.of(known);
  }

  private KeyPair pair(KeyTransport transport) throws KeyRingException {
    try {
      return new KeyPair(
          transport.decodePublicKey(subjectPublicKeyInfo()),
          transport.decodePrivateKey(stored.pkcs8()));
    } catch (InvalidKeyException e) {
      throw new KeyRingException(
          "the key "
              + place()
              + " is none that "
              + transport.name()
              + " accepts ("
              + e.getMessage()
              + "): remove the file or entry, so that a new one is made",
          e);
    }
  }

  /** Erases the private half. */
  @Override
  public synchronized void close() {
    closed = true;
    decoded.clear();
    stored.pkcs8().close();
  }

  @Override
  public String toString() {
    return "RingKey[" + transport() + " " + keyId + "]";
  }
}
