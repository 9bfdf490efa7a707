package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.message.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Notices SEs whose random numbers repeat (spec rule S-12.1): remembers, of the latest sessions of
 * this node, digests of what each SE drew. Only values under a verified AK come in, so nobody can
 * make a genuine SE look broken. Thread-safe.
 */
final class RepetitionGuard {
  private static final int FINGERPRINT_BYTES = 16;

  private final SecretBytes salt;
  private final int capacity;
  private final Set<Bytes> known = new LinkedHashSet<>();

  /**
   * Makes an empty memory.
   *
   * @param sessions how many sessions it remembers; about 400 bytes each
   */
  RepetitionGuard(int sessions, SecureRandom random) {
    this.salt = SecretBytes.random(32, random);
    this.capacity = 3 * sessions;
  }

  /**
   * Remembers a session whose AK was verified.
   *
   * @param sharedSecret K; read, and only a salted digest of it is kept
   * @return what it has in common with an earlier one
   */
  Optional<String> note(Response response, SecretBytes sharedSecret) {
    Bytes ek = fingerprint('E', response.encapsulatedKey().toArray());
    Bytes nonce = fingerprint('N', response.seNonce().toArray());
    Bytes k = sharedSecret.use(bytes -> fingerprint('K', bytes));
    synchronized (known) {
      boolean sameEk = !known.add(ek);
      boolean sameNonce = !known.add(nonce);
      boolean sameK = !known.add(k);
      trim();
      return sameEk
          ? Optional.of("EK")
          : sameNonce ? Optional.of("seNonce") : sameK ? Optional.of("K") : Optional.empty();
    }
  }

  private void trim() {
    var oldest = known.iterator();
    while (known.size() > capacity) {
      oldest.next();
      oldest.remove();
    }
  }

  private Bytes fingerprint(char kind, byte[] value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      salt.use(
          bytes -> {
            digest.update(bytes);
            return digest;
          });
      digest.update((byte) kind);
      return Bytes.of(digest.digest(value), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
