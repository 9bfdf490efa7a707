package dev.skep.api.issuer;

import dev.skep.api.Bytes;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps enrolments, each change atomic and durable before the call returns. Thread-safe, also over
 * all nodes that share the store.
 */
@ConsumerType
public interface EnrollmentStore {
  /**
   * Keeps a new enrolment, open.
   *
   * @return false if the id is taken
   * @throws StoreException if it may not have been kept
   */
  boolean create(EnrollmentTerms terms) throws StoreException;

  /**
   * Finds one.
   *
   * @throws StoreException if the store cannot say
   */
  Optional<Enrollment> find(String id) throws StoreException;

  /**
   * The newest ones, the newest first.
   *
   * @param limit how many at the most
   * @throws StoreException if the store cannot say
   */
  List<Enrollment> list(int limit) throws StoreException;

  /**
   * Counts a wrong code; an open enrolment that has reached the limit is blocked.
   *
   * @param limit how many are too many
   * @throws StoreException if it may not have been counted
   */
  void countFailure(String id, int limit) throws StoreException;

  /**
   * Makes a session the enrolment's newest one and registers what was certified in it as pending;
   * in the same step what an earlier session left pending is revoked as superseded.
   *
   * @param sessionId 16 bytes
   * @return false if the enrolment is not open; then nothing is changed
   * @throws StoreException if it may not have been done
   */
  boolean begin(String id, Bytes sessionId, List<IssuedCertificate> certificates)
      throws StoreException;

  /**
   * Completes an enrolment and makes its session's certificates active. May be repeated.
   *
   * @param sessionId 16 bytes
   * @return whether it is completed by this very session: false if another session is the newest
   *     one, or the enrolment is neither open nor completed by it
   * @throws StoreException if it may not have been done
   */
  boolean complete(String id, Bytes sessionId) throws StoreException;

  /**
   * Takes an open enrolment back and revokes what its sessions left pending.
   *
   * @return false if it is not open
   * @throws StoreException if it may not have been done
   */
  boolean cancel(String id) throws StoreException;
}
