package dev.skep.issuer.x509.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Revocation;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A register in memory that knows revoked certificates only, and counts who reads it. */
final class ListedRegister implements CertificateRegister {
  final List<CertificateEntry> entries = new CopyOnWriteArrayList<>();
  final AtomicInteger reads = new AtomicInteger();
  volatile boolean broken;
  volatile Runnable onRead = () -> {};

  void add(String serialNumber, Instant at, RevocationReason reason) {
    entries.add(entry(serialNumber, at, reason));
  }

  static CertificateEntry entry(String serialNumber, Instant at, RevocationReason reason) {
    return new CertificateEntry(
        new IssuedCertificate(
            serialNumber, Bytes.EMPTY, "k", Bytes.EMPTY, Bytes.EMPTY, at, at.plusSeconds(60)),
        "alice",
        Bytes.EMPTY,
        CertificateEntry.Status.REVOKED,
        Optional.of(new Revocation(at, reason)));
  }

  @Override
  public List<CertificateEntry> revoked() throws StoreException {
    reads.incrementAndGet();
    onRead.run();
    if (broken) {
      throw new StoreException("the database is away");
    }
    return List.copyOf(entries);
  }

  @Override
  public Optional<CertificateEntry> find(String serialNumber) {
    throw new AssertionError("a CA has nothing to find");
  }

  @Override
  public Optional<CertificateEntry> newest(String account, String keyId) {
    throw new AssertionError("a CA has nothing to find");
  }

  @Override
  public List<CertificateEntry> list(Optional<String> account, int limit) {
    throw new AssertionError("a CA has nothing to list");
  }

  @Override
  public boolean revoke(String serialNumber, RevocationReason reason) {
    throw new AssertionError("a CA revokes nothing");
  }
}
