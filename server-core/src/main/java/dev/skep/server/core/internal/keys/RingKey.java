package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyTransport;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** One key of the ring, with its file. Thread-safe. */
final class RingKey implements AutoCloseable {
  private final StoredKey stored;
  private final String keyId;
  private final Bytes publicKeyBits;
  private final Path file;

  /** By transport object, since the bundle that decoded a key may be replaced by another. */
  private final Map<KeyTransport, TransportKey> decoded = new WeakHashMap<>();

  private boolean closed;

  RingKey(StoredKey stored, Path file) {
    this.stored = stored;
    this.keyId = stored.keyId();
    this.publicKeyBits = stored.publicKeyBits();
    this.file = file;
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

  Path file() {
    return file;
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
    TransportKey known = decoded.get(transport);
    if (known == null) {
      known =
          new TransportKey(transport(), keyId, subjectPublicKeyInfo(), pair(transport), created());
      decoded.put(transport, known);
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
          "the key in "
              + file
              + " is none that "
              + transport.name()
              + " accepts ("
              + e.getMessage()
              + "): remove the file, so that a new one is made",
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
