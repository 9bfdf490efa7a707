package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.ObjectIds;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do in an SE during one session, all or nothing (spec section 11). An item that names an
 * object which the SE has from an earlier session of the same issuer replaces it. Closing it erases
 * its secrets.
 *
 * @param items in the order in which the SE takes them: what is referred to comes first
 */
public record ProvisioningOrder(List<Item> items) implements AutoCloseable {
  /** Copies the list; the secrets are taken over. */
  public ProvisioningOrder {
    items = List.copyOf(items);
  }

  /** An order of nothing. */
  public static ProvisioningOrder nothing() {
    return new ProvisioningOrder(List.of());
  }

  @Override
  public void close() {
    items.forEach(Item::close);
  }

  /** One thing to do. */
  public sealed interface Item extends AutoCloseable {
    @Override
    default void close() {}
  }

  /**
   * Defines a PUK.
   *
   * @param terms its id and policy
   * @param value fits the policy
   */
  public record DefinePuk(PukTerms terms, SecretBytes value) implements Item {
    @Override
    public void close() {
      value.close();
    }
  }

  /**
   * Defines a PIN.
   *
   * @param terms its id, policy and PUK
   * @param value fits the policy; empty where the holder chooses it in the SE
   */
  public record DefinePin(PinTerms terms, Optional<SecretBytes> value) implements Item {
    @Override
    public void close() {
      value.ifPresent(SecretBytes::close);
    }
  }

  /**
   * Imports a secret.
   *
   * @param terms its id, type and PIN
   * @param value as its type needs
   */
  public record ImportSecret(SecretTerms terms, SecretBytes value) implements Item {
    @Override
    public void close() {
      value.close();
    }
  }

  /**
   * Certifies a key and installs the certificate.
   *
   * @param keyId a key that this session made, or the SE has
   * @param subject RFC 4514
   * @param validity from now
   * @param earlierKey the public key, SPKI in DER, where an earlier session made it
   */
  public record Certify(
      String keyId, String subject, Duration validity, Optional<EarlierKey> earlierKey)
      implements Item {
    /** Checks the id. */
    public Certify {
      ObjectIds.check(keyId);
    }
  }

  /**
   * A key that an earlier session made and attested.
   *
   * @param publicKey SPKI in DER
   * @param keyUsages RFC 5280 names
   */
  public record EarlierKey(Bytes publicKey, java.util.Set<String> keyUsages) {
    /** Copies the set. */
    public EarlierKey {
      keyUsages = java.util.Set.copyOf(keyUsages);
    }
  }

  /**
   * Resets a PIN's counter.
   *
   * @param pinId the PIN
   * @param value its new value, if it gets one
   */
  public record Unblock(String pinId, Optional<SecretBytes> value) implements Item {
    /** Checks the id. */
    public Unblock {
      ObjectIds.check(pinId);
    }

    @Override
    public void close() {
      value.ifPresent(SecretBytes::close);
    }
  }

  /**
   * Deletes an object.
   *
   * @param id of any kind
   */
  public record Delete(String id) implements Item {
    /** Checks the id. */
    public Delete {
      ObjectIds.check(id);
    }
  }
}
