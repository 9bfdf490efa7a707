package dev.skep.api.issuer;

import dev.skep.api.SettingsException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator does about enrolments and certificates. Thread-safe. */
@ProviderType
public interface EnrollmentDesk {
  /**
   * A plan as operators see it.
   *
   * @param name of the file, without its ending
   * @param description what it says of itself, or why it cannot be used
   * @param usable whether enrolments can be made by it
   */
  record PlanSummary(String name, String description, boolean usable) {}

  /** All plans, sorted by name. */
  List<PlanSummary> plans();

  /**
   * Allows an enrolment.
   *
   * @return what the holder is to be given; the caller closes it
   * @throws SettingsException if the plan is missing or cannot be used, or the account or device is
   *     no good one
   * @throws StoreException if it may not have been kept
   */
  Voucher create(EnrollmentSpec spec) throws SettingsException, StoreException;

  /** The newest enrolments, the newest first. */
  List<Enrollment> enrollments(int limit) throws StoreException;

  /** Takes an open enrolment back; false if it is not open. */
  boolean cancel(String enrollmentId) throws StoreException;

  /** The newest certificates of an account, or of all, the newest first. */
  List<CertificateEntry> certificates(Optional<String> account, int limit) throws StoreException;

  /** A certificate by its serial number in hexadecimal. */
  Optional<CertificateEntry> certificate(String serialNumber) throws StoreException;

  /** Revokes a certificate; false if there is none or it is revoked already. */
  boolean revoke(String serialNumber, RevocationReason reason) throws StoreException;
}
