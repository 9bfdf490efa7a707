package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Enrolments in memory, as the contract has them; it can fail. */
final class MemoryEnrollments implements EnrollmentStore {
  final Map<String, Enrollment> enrollments = new LinkedHashMap<>();
  final MemoryRegister register = new MemoryRegister();
  boolean failing;
  int idsTaken;

  private void check() throws StoreException {
    if (failing) {
      throw new StoreException("the disk is full");
    }
  }

  private boolean isOpen(String id) {
    return enrollments.containsKey(id) && enrollments.get(id).state() == EnrollmentState.OPEN;
  }

  @Override
  public synchronized boolean create(EnrollmentTerms terms) throws StoreException {
    check();
    if (idsTaken > 0) {
      idsTaken--;
      return false;
    }
    Enrollment created = new Enrollment(terms, EnrollmentState.OPEN, 0, Optional.empty());
    return enrollments.putIfAbsent(terms.id(), created) == null;
  }

  @Override
  public synchronized Optional<Enrollment> find(String id) throws StoreException {
    check();
    return Optional.ofNullable(enrollments.get(id));
  }

  @Override
  public synchronized List<Enrollment> list(int limit) throws StoreException {
    check();
    List<Enrollment> newest = new ArrayList<>(enrollments.values());
    java.util.Collections.reverse(newest);
    return newest.subList(0, Math.min(limit, newest.size()));
  }

  @Override
  public synchronized void countFailure(String id, int limit) throws StoreException {
    check();
    Enrollment known = enrollments.get(id);
    int failed = known.failedAttempts() + 1;
    EnrollmentState state =
        known.state() == EnrollmentState.OPEN && failed >= limit
            ? EnrollmentState.BLOCKED
            : known.state();
    enrollments.put(id, new Enrollment(known.terms(), state, failed, known.sessionId()));
  }

  @Override
  public synchronized boolean begin(String id, Bytes session, List<IssuedCertificate> issued)
      throws StoreException {
    check();
    if (!isOpen(id)) {
      return false;
    }
    set(id, EnrollmentState.OPEN, Optional.of(session));
    String account = enrollments.get(id).terms().account();
    for (IssuedCertificate certificate : issued) {
      register.entries.add(
          new CertificateEntry(certificate, account, session, Status.PENDING, Optional.empty()));
    }
    return true;
  }

  @Override
  public synchronized boolean complete(String id, Bytes session) throws StoreException {
    check();
    Enrollment known = enrollments.get(id);
    if (known == null || !known.sessionId().equals(Optional.of(session))) {
      return false;
    }
    if (isOpen(id)) {
      set(id, EnrollmentState.COMPLETED, Optional.of(session));
      register.entries.replaceAll(
          entry ->
              entry.sessionId().equals(session)
                  ? new CertificateEntry(
                      entry.issued(), entry.account(), session, Status.ACTIVE, Optional.empty())
                  : entry);
    }
    return enrollments.get(id).state() == EnrollmentState.COMPLETED;
  }

  @Override
  public synchronized boolean cancel(String id) throws StoreException {
    check();
    if (!isOpen(id)) {
      return false;
    }
    set(id, EnrollmentState.CANCELLED, enrollments.get(id).sessionId());
    return true;
  }

  void set(String id, EnrollmentState state, Optional<Bytes> session) {
    Enrollment known = enrollments.get(id);
    enrollments.put(id, new Enrollment(known.terms(), state, known.failedAttempts(), session));
  }
}
