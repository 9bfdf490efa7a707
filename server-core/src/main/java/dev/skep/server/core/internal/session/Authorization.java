package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.server.core.internal.audit.AuditEvents;
import java.util.Optional;

/** Asks the issuer what an offer is to be for (spec rules O-5, O-7). Not thread-safe. */
final class Authorization {
  /** Of the issuer's own request. */
  static final CborLimits LIMITS = new CborLimits(1 << 20, CborLimits.DEFAULT.maximumDepth());

  private final IssuerRoles roles;
  private final AuditEvents audit;

  Authorization(IssuerRoles roles, AuditEvents audit) {
    this.roles = roles;
    this.audit = audit;
  }

  /** The request for a session that is about to be offered. */
  Bytes request(OfferRequest asked, Bytes sessionId) throws Refusal {
    Optional<EnrollmentAuthority> authority = roles.enrollment().get();
    if (authority.isEmpty()) {
      if (asked.enrolmentCode().isPresent()) {
        // After a start it comes with the database: the holder's client tries again.
        throw Refusal.unavailable(
            "O-7", "a code was given, but no enrolment authority is here now");
      }
      return Bytes.EMPTY;
    }
    Optional<SecretBytes> code =
        asked.enrolmentCode().map(bytes -> SecretBytes.adopt(bytes.toArray()));
    try {
      return request(authority.get().authorize(code, sessionId));
    } finally {
      code.ifPresent(SecretBytes::close);
    }
  }

  private Bytes request(EnrollmentDecision decision) throws Refusal {
    if (decision instanceof EnrollmentDecision.Denied denied) {
      throw new Refusal(RefusalCode.REJECTED, denied.rejection());
    }
    if (decision instanceof EnrollmentDecision.Unavailable unavailable) {
      throw new Refusal(RefusalCode.UNAVAILABLE, unavailable.rejection());
    }
    EnrollmentDecision.Authorized authorized = (EnrollmentDecision.Authorized) decision;
    audit.detail("account", authorized.account());
    try {
      ProvisioningRequest.decode(authorized.request(), LIMITS);
    } catch (MalformedMessageException e) {
      throw Refusal.unavailable(
          "O-5", "the enrolment authority's request is none: " + e.rejection().reason());
    }
    return authorized.request();
  }
}
