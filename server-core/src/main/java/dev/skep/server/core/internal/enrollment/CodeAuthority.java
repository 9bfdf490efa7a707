package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.EnrollmentDecision.Authorized;
import dev.skep.api.issuer.EnrollmentDecision.Denied;
import dev.skep.api.issuer.EnrollmentDecision.Unavailable;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.ProvisioningDecision.Granted;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.EarlierKey;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.StoreException;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.EnrollmentCode;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enrolment by one-time codes (spec section 14). Thread-safe.
 *
 * <p>To the peer every code that is not good is the same: mistyped, unknown, wrong, expired, used,
 * blocked or taken back. Only the audit log learns which.
 */
public final class CodeAuthority implements EnrollmentAuthority {
  private final EnrollmentParts parts;
  private final OrderBox box;
  private final EarlierKeys earlierKeys;

  /** An authority over what the parts keep. */
  public CodeAuthority(EnrollmentParts parts) {
    this.parts = parts;
    this.box = new OrderBox(parts.sealer());
    this.earlierKeys = new EarlierKeys(parts.register());
  }

  @Override
  public EnrollmentDecision authorize(Optional<SecretBytes> code, Bytes sessionId) {
    if (code.isEmpty()) {
      return parts.policy().get().codeRequired()
          ? denied("N-2", "no code was given")
          : new Authorized("", Bytes.EMPTY);
    }
    Optional<SecretBytes> normalized = EnrollmentCode.normalize(code.get());
    if (normalized.isEmpty()) {
      return denied("N-1", "what was typed is no code");
    }
    try (SecretBytes typed = normalized.get()) {
      return authorize(typed, sessionId);
    } catch (StoreException e) {
      return unavailable("N-3", "the enrolment store failed: " + e.getMessage());
    }
  }

  private EnrollmentDecision authorize(SecretBytes code, Bytes sessionId) throws StoreException {
    String id = EnrollmentCode.id(code);
    Optional<Enrollment> found = parts.store().find(id);
    Bytes hash = found.map(known -> known.terms().codeHash()).orElse(Bytes.of(new byte[32]));
    boolean right = CodeHash.matches(code, hash);
    if (found.isEmpty()) {
      return denied("N-3", "there is no enrolment " + id);
    }
    if (!right) {
      parts.store().countFailure(id, parts.policy().get().attempts());
      return denied("N-3", "a wrong code for enrolment " + id);
    }
    Optional<Rejection> over = over(found.get());
    if (over.isPresent()) {
      return new Denied(over.get());
    }
    EnrollmentTerms terms = found.get().terms();
    Optional<ManagementKey> key = parts.managementKeys().current();
    if (key.isEmpty()) {
      return unavailable("D-11", "there is no management key now; the log says why");
    }
    try (PlannedOrder order = open(terms)) {
      ProvisioningRequest request =
          new ProvisioningRequest(
              key,
              order.keys(),
              terms.account(),
              Bytes.utf8(id),
              Optional.of(CodeBinding.of(sessionId, code)));
      return new Authorized(terms.account(), request.encode());
    }
  }

  @Override
  public ProvisioningDecision provision(AttestedSession session) throws StoreException {
    Optional<String> id = enrollmentId(session);
    if (id.isEmpty()) {
      return new Granted(ProvisioningOrder.nothing());
    }
    Optional<Enrollment> found = parts.store().find(id.get());
    if (found.isEmpty()) {
      return forbidden("N-4", "the enrolment " + id.get() + " is gone");
    }
    Optional<Rejection> over = over(found.get());
    if (over.isPresent()) {
      return new ProvisioningDecision.Denied(over.get());
    }
    EnrollmentTerms terms = found.get().terms();
    Optional<String> device = terms.device();
    if (device.isPresent() && !isDevice(session.deviceCertificate(), device.get())) {
      return forbidden("S-16", "the enrolment " + id.get() + " is for another device");
    }
    return order(terms);
  }

  /** What was sealed, with the keys of renewals as the register has them now. */
  private ProvisioningDecision order(EnrollmentTerms terms) throws StoreException {
    PlannedOrder planned = open(terms);
    boolean granted = false;
    try {
      List<Item> items = new ArrayList<>();
      for (Item item : planned.order().items()) {
        if (item instanceof Certify certify && planned.isEarlier(certify.keyId())) {
          Optional<EarlierKey> key = earlierKeys.find(terms.account(), certify.keyId());
          if (key.isEmpty()) {
            return forbidden(
                "D-10", "there is no active certificate to renew of key " + certify.keyId());
          }
          items.add(new Certify(certify.keyId(), certify.subject(), certify.validity(), key));
        } else {
          items.add(item);
        }
      }
      granted = true;
      return new Granted(new ProvisioningOrder(items));
    } finally {
      if (!granted) {
        planned.close();
      }
    }
  }

  @Override
  public boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
      throws StoreException {
    Optional<String> id = enrollmentId(session);
    return id.isEmpty() || parts.store().begin(id.get(), session.sessionId(), certificates);
  }

  @Override
  public boolean complete(AttestedSession session) throws StoreException {
    Optional<String> id = enrollmentId(session);
    return id.isEmpty() || parts.store().complete(id.get(), session.sessionId());
  }

  private PlannedOrder open(EnrollmentTerms terms) throws StoreException {
    return box.open(terms)
        .orElseThrow(
            () ->
                new StoreException(
                    "the order of enrolment "
                        + terms.id()
                        + " was sealed under another store key, or altered; give this node the"
                        + " store.key.file of the others"));
  }

  /** Why an enrolment allows nothing any more; empty if it does. */
  private Optional<Rejection> over(Enrollment enrollment) {
    String id = enrollment.terms().id();
    if (enrollment.state() != EnrollmentState.OPEN) {
      return Optional.of(new Rejection("N-4", "enrolment " + id + " is " + enrollment.state()));
    }
    Instant end = enrollment.terms().expiresAt();
    return parts.clock().instant().isBefore(end)
        ? Optional.empty()
        : Optional.of(new Rejection("N-3", "enrolment " + id + " expired at " + end));
  }

  /** The reference of a request that this issuer made; empty if nothing was asked for. */
  private static Optional<String> enrollmentId(AttestedSession session) {
    try {
      ProvisioningRequest request =
          ProvisioningRequest.decode(session.request(), CborLimits.DEFAULT);
      byte[] reference = request.reference().toArray();
      return reference.length == 0
          ? Optional.empty()
          : Optional.of(new String(reference, StandardCharsets.US_ASCII));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("a request that was made here does not parse", e);
    }
  }

  private static boolean isDevice(Bytes certificate, String expected) {
    return Transcript.digest("SHA-256", certificate).equals(Bytes.hex(expected));
  }

  private static EnrollmentDecision denied(String rule, String reason) {
    return new Denied(new Rejection(rule, reason));
  }

  private static EnrollmentDecision unavailable(String rule, String reason) {
    return new Unavailable(new Rejection(rule, reason));
  }

  private static ProvisioningDecision forbidden(String rule, String reason) {
    return new ProvisioningDecision.Denied(new Rejection(rule, reason));
  }
}
