package dev.skep.server.core.internal.session;

import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.server.core.internal.keys.ManagementKeys;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The issuer's other roles, which may come and go while the server runs; each is asked for when it
 * is needed.
 *
 * @param enrollment says who may enrol and what for
 * @param certificates certifies keys
 * @param managementKeys authority over objects of earlier sessions
 */
public record IssuerRoles(
    Supplier<Optional<EnrollmentAuthority>> enrollment,
    Supplier<Optional<CertificateIssuer>> certificates,
    Supplier<Optional<ManagementKeys>> managementKeys) {
  /** An issuer that provisions nothing. */
  public static IssuerRoles none() {
    return new IssuerRoles(Optional::empty, Optional::empty, Optional::empty);
  }
}
