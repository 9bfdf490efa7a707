package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One enrolment of one account, kept by the rules of section 14. Thread-safe. */
class TestAuthority implements EnrollmentAuthority {
  static final String ACCOUNT = "alice-the-account";

  volatile List<KeyTerms> keys = List.of();
  volatile Optional<ManagementKey> managementKey = Optional.empty();
  volatile Supplier<ProvisioningOrder> orders = ProvisioningOrder::nothing;
  volatile Optional<Bytes> onlyDevice = Optional.empty();
  volatile boolean open = true;

  final List<ProvisioningOrder> given = new ArrayList<>();
  final List<Bytes> begun = new ArrayList<>();
  final List<Bytes> completions = new ArrayList<>();
  final List<IssuedCertificate> registered = new ArrayList<>();
  private Optional<Bytes> completedBy = Optional.empty();

  @Override
  public EnrollmentDecision authorize(Optional<SecretBytes> code, Bytes sessionId) {
    ProvisioningRequest request =
        new ProvisioningRequest(
            managementKey, keys, ACCOUNT, Bytes.utf8("an enrolment"), Optional.empty());
    return new EnrollmentDecision.Authorized(ACCOUNT, request.encode());
  }

  @Override
  public synchronized ProvisioningDecision provision(AttestedSession session)
      throws StoreException {
    if (!open || completedBy.isPresent()) {
      return denied("the enrolment is not open");
    }
    if (onlyDevice.isPresent() && !onlyDevice.get().equals(session.deviceCertificate())) {
      return denied("the enrolment is bound to another device");
    }
    ProvisioningOrder order = orders.get();
    given.add(order);
    return new ProvisioningDecision.Granted(order);
  }

  private static ProvisioningDecision denied(String reason) {
    return new ProvisioningDecision.Denied(new Rejection("S-16", reason));
  }

  @Override
  public synchronized boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
      throws StoreException {
    if (!open || completedBy.isPresent()) {
      return false;
    }
    begun.add(session.sessionId());
    registered.addAll(certificates);
    return true;
  }

  @Override
  public synchronized boolean complete(AttestedSession session) throws StoreException {
    boolean newest = !begun.isEmpty() && begun.get(begun.size() - 1).equals(session.sessionId());
    if (!newest || completedBy.filter(id -> !id.equals(session.sessionId())).isPresent()) {
      return false;
    }
    completedBy = Optional.of(session.sessionId());
    completions.add(session.sessionId());
    return true;
  }

  /** By which session the enrolment was completed, if it was. */
  synchronized Optional<Bytes> completedBy() {
    return completedBy;
  }
}
