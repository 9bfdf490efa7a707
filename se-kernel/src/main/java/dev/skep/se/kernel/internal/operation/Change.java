package dev.skep.se.kernel.internal.operation;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One provisional change of a session (spec rule P-6). Closing it erases what secret it brings. */
public sealed interface Change extends AutoCloseable {
  /** The object that it is about. */
  String id();

  /** What secret it brings; stays the change's until it is committed. */
  Optional<SecretBytes> secret();

  /** Makes the change in a copy of the objects. */
  Applied applyTo(ObjectTable objects, Authority authority);

  @Override
  default void close() {
    secret().ifPresent(SecretBytes::close);
  }

  /**
   * How far a session's authority reaches.
   *
   * @param domain the session's own, and no other (spec rule D-12)
   * @param managed whether the domain's management key authorised the commit (spec rule D-11)
   * @param made the ids of what the session itself makes
   */
  record Authority(Bytes domain, boolean managed, Set<String> made) {
    /** Copies the set. */
    public Authority {
      made = Set.copyOf(made);
    }

    boolean reachesEarlier(String id) {
      return managed && !made.contains(id);
    }
  }

  /** What came of a change. */
  sealed interface Applied {
    /** The objects after it. */
    record Next(ObjectTable objects) implements Applied {}

    /**
     * It may not be made.
     *
     * @param reason for the log, without content
     */
    record Refused(String reason) implements Applied {}
  }

  /**
   * An object is made, or replaced by one of the same kind (spec rule D-10).
   *
   * @param object taken over
   */
  record Make(StoredObject object) implements Change {
    @Override
    public String id() {
      return object.id();
    }

    @Override
    public Optional<SecretBytes> secret() {
      return object.secret();
    }

    @Override
    public Applied applyTo(ObjectTable objects, Authority authority) {
      Optional<StoredObject> earlier = objects.find(authority.domain(), id());
      if (earlier.isPresent() && !authority.managed()) {
        return new Applied.Refused("D-11: " + id() + " is there already, without a management key");
      }
      if (earlier.isPresent() && earlier.get().getClass() != object.getClass()) {
        return new Applied.Refused("D-10: " + id() + " is there already, of another kind");
      }
      return new Applied.Next(objects.with(object));
    }
  }

  /**
   * A key gets its certificates.
   *
   * @param chain X.509 in DER, leaf first
   */
  record Certify(String id, List<Bytes> chain) implements Change {
    /** Copies the list. */
    public Certify {
      chain = List.copyOf(chain);
    }

    @Override
    public Optional<SecretBytes> secret() {
      return Optional.empty();
    }

    @Override
    public Applied applyTo(ObjectTable objects, Authority authority) {
      Optional<StoredKey> key = objects.find(authority.domain(), id, StoredKey.class);
      if (key.isEmpty()) {
        return new Applied.Refused("D-9: a certificate for " + id + ", which is no key here");
      }
      if (!authority.made().contains(id) && !authority.managed()) {
        return new Applied.Refused("D-11: a certificate for " + id + ", which was there before");
      }
      return CertificateChain.problem(chain, key.get().statement().publicKey())
          .<Applied>map(problem -> new Applied.Refused("D-9: " + problem))
          .orElseGet(() -> new Applied.Next(objects.with(key.get().withChain(chain))));
    }
  }

  /**
   * A PIN gets back its tries.
   *
   * @param secret its new value, taken over; empty to leave the old one
   */
  record Unblock(String id, Optional<SecretBytes> secret) implements Change {
    @Override
    public Applied applyTo(ObjectTable objects, Authority authority) {
      Optional<StoredPin> pin = objects.find(authority.domain(), id, StoredPin.class);
      if (pin.isEmpty() || !authority.reachesEarlier(id)) {
        return new Applied.Refused("D-10: there is no PIN " + id + " that it may unblock");
      }
      if (secret.isPresent() && !pin.get().policy().allows(secret.get())) {
        return new Applied.Refused("D-3: the new value does not fit the policy of " + id);
      }
      StoredPin next = pin.get().withTries(pin.get().policy().tries());
      return new Applied.Next(objects.with(secret.map(next::withValue).orElse(next)));
    }
  }

  /** An object goes. */
  record Delete(String id) implements Change {
    @Override
    public Optional<SecretBytes> secret() {
      return Optional.empty();
    }

    @Override
    public Applied applyTo(ObjectTable objects, Authority authority) {
      return objects.find(authority.domain(), id).isPresent() && authority.reachesEarlier(id)
          ? new Applied.Next(objects.without(authority.domain(), id))
          : new Applied.Refused("D-10: there is no " + id + " that it may delete");
    }
  }
}
