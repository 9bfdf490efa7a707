package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All keys at one time, immutable. The newest key of a transport is its current one; each other was
 * retired when its successor was made, and lives for the grace from then on. So nothing about
 * retirement needs to be stored, and servers that share the keys agree on it.
 */
final class Ring {
  static final Ring EMPTY = new Ring(List.of());

  private final List<RingKey> keys;

  private Ring(List<RingKey> keys) {
    this.keys = keys;
  }

  /**
   * The ring with one more key.
   *
   * @throws KeyReuseException if another transport has this key, or the ring has it already
   */
  Ring with(RingKey added) throws KeyReuseException {
    for (RingKey key : keys) {
      if (key.publicKeyBits().equals(added.publicKeyBits())) {
        throw new KeyReuseException(
            "the keys "
                + key.place()
                + " for "
                + key.transport()
                + " and "
                + added.place()
                + " for "
                + added.transport()
                + " hold the same key; one key serves one transport only: remove one of them, and"
                + " if it was used for anything else, both");
      }
    }
    List<RingKey> all = new ArrayList<>(keys);
    all.add(added);
    all.sort(Comparator.comparing(RingKey::created).thenComparing(RingKey::keyId));
    return new Ring(List.copyOf(all));
  }

  Ring without(List<RingKey> removed) {
    return new Ring(keys.stream().filter(key -> !removed.contains(key)).toList());
  }

  Set<String> places() {
    return keys.stream().map(RingKey::place).collect(Collectors.toSet());
  }

  List<RingKey> keys() {
    return keys;
  }

  Optional<RingKey> current(String transport) {
    List<RingKey> all = of(transport);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The key that a purpose has for good: the elected one, else the oldest. */
  Optional<RingKey> lasting(String purpose) {
    List<RingKey> all = of(purpose);
    Optional<RingKey> elected = all.stream().filter(RingKey::elected).findFirst();
    return elected.isPresent() ? elected : all.stream().findFirst();
  }

  /** A lasting purpose's key by its public half, whether or not it is the one that counts. */
  Optional<RingKey> lasting(String purpose, Bytes subjectPublicKeyInfo) {
    return of(purpose).stream()
        .filter(key -> key.subjectPublicKeyInfo().equals(subjectPublicKeyInfo))
        .findFirst();
  }

  /** A key that is current or not retired for longer than the grace. */
  Optional<RingKey> find(String transport, String keyId, Instant now, Duration grace) {
    return of(transport).stream()
        .filter(key -> key.keyId().equals(keyId) && !isOver(key, now, grace))
        .findFirst();
  }

  /** Those whose grace is over. */
  List<RingKey> over(Instant now, Duration grace) {
    return keys.stream().filter(key -> isOver(key, now, grace)).toList();
  }

  private boolean isOver(RingKey key, Instant now, Duration grace) {
    if (key.transport().equals(ManagementKeyRing.PURPOSE)) {
      return false; // Objects in SEs remember it.
    }
    List<RingKey> all = of(key.transport());
    int next = all.indexOf(key) + 1;
    return next < all.size() && !now.isBefore(all.get(next).created().plus(grace));
  }

  private List<RingKey> of(String transport) {
    return keys.stream().filter(key -> key.transport().equals(transport)).toList();
  }
}
