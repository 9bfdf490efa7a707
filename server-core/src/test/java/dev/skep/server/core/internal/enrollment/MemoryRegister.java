package dev.skep.server.core.internal.enrollment;

import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Status;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.RevocationReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates in memory. */
final class MemoryRegister implements CertificateRegister {
  final List<CertificateEntry> entries = new ArrayList<>();

  @Override
  public synchronized Optional<CertificateEntry> find(String serialNumber) {
    return entries.stream()
        .filter(entry -> entry.issued().serialNumber().equals(serialNumber))
        .findFirst();
  }

  @Override
  public synchronized Optional<CertificateEntry> newest(String account, String keyId) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account))
        .filter(entry -> entry.issued().keyId().equals(keyId))
        .filter(entry -> entry.status() == Status.ACTIVE)
        .reduce((earlier, later) -> later);
  }

  @Override
  public synchronized List<CertificateEntry> list(Optional<String> account, int limit) {
    return entries.stream()
        .filter(entry -> account.isEmpty() || entry.account().equals(account.get()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean revoke(String serialNumber, RevocationReason reason) {
    return find(serialNumber).isPresent();
  }

  @Override
  public synchronized List<CertificateEntry> revoked() {
    return List.of();
  }
}
