package dev.skep.se.kernel.internal.operation;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import dev.skep.se.kernel.internal.object.StoredPuk;
import dev.skep.se.kernel.internal.object.StoredSecret;
import dev.skep.se.kernel.internal.operation.Operation.Effect;
import dev.skep.se.kernel.internal.operation.Operation.Order;
import java.util.Optional;
import java.util.Set;

/**
 * The operations on objects (spec rule D-8), each of which becomes one provisional change. What
 * depends on objects of earlier sessions is decided at the commit.
 */
final class ObjectOperations {
  private static final CborLimits LIMITS = CborLimits.DEFAULT;
  private static final Set<String> SECRET_TYPES = Set.of(SecretTerms.HS256, SecretTerms.OPAQUE);

  private ObjectOperations() {}

  static Effect definePuk(Order order) throws MalformedMessageException {
    PukTerms terms = ObjectAttributes.puk(order.attributes(), LIMITS);
    if (!terms.policy().allows(order.plaintext())) {
      return new Effect.Refused("D-3: the value does not fit the policy of " + terms.id());
    }
    return make(
        new StoredPuk(
            order.binding().origin(), terms, terms.policy().tries(), copy(order.plaintext())));
  }

  static Effect definePin(Order order) throws MalformedMessageException {
    PinTerms terms = ObjectAttributes.pin(order.attributes(), LIMITS);
    boolean preset = order.plaintext().length() > 0;
    if (preset && !terms.policy().allows(order.plaintext())) {
      return new Effect.Refused("D-3: the value does not fit the policy of " + terms.id());
    }
    return make(
        new StoredPin(
            order.binding().origin(), terms, terms.policy().tries(), value(order.plaintext())));
  }

  static Effect importSecret(Order order) throws MalformedMessageException {
    SecretTerms terms = ObjectAttributes.secret(order.attributes(), LIMITS);
    if (!SECRET_TYPES.contains(terms.type()) || !terms.allows(order.plaintext())) {
      return new Effect.Refused("D-8: " + terms.id() + " is no secret of a type that is known");
    }
    return make(new StoredSecret(order.binding().origin(), terms, copy(order.plaintext())));
  }

  static Effect installCertificate(Order order) throws MalformedMessageException {
    CertificateInstallation installation =
        CertificateInstallation.decode(order.attributes(), LIMITS);
    return order.plaintext().length() > 0
        ? contentRefused()
        : new Effect.Changes(new Change.Certify(installation.keyId(), installation.chain()));
  }

  static Effect unblockPin(Order order) throws MalformedMessageException {
    String id = ObjectAttributes.id(order.attributes(), LIMITS);
    return order.binding().managementKey().isEmpty()
        ? unmanaged(id)
        : new Effect.Changes(new Change.Unblock(id, value(order.plaintext())));
  }

  static Effect deleteObject(Order order) throws MalformedMessageException {
    String id = ObjectAttributes.id(order.attributes(), LIMITS);
    if (order.plaintext().length() > 0) {
      return contentRefused();
    }
    return order.binding().managementKey().isEmpty()
        ? unmanaged(id)
        : new Effect.Changes(new Change.Delete(id));
  }

  private static Effect make(StoredObject object) {
    return new Effect.Changes(new Change.Make(object));
  }

  private static Effect unmanaged(String id) {
    return new Effect.Refused("D-11: " + id + " is not to be changed without a management key");
  }

  private static Effect contentRefused() {
    return new Effect.Refused("D-8: this operation has no content");
  }

  private static Optional<SecretBytes> value(SecretBytes plaintext) {
    return plaintext.length() == 0 ? Optional.empty() : Optional.of(copy(plaintext));
  }

  private static SecretBytes copy(SecretBytes plaintext) {
    return plaintext.slice(0, plaintext.length());
  }
}
