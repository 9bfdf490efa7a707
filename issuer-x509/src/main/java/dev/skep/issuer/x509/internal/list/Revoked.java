package dev.skep.issuer.x509.internal.list;

import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateEntry.Revocation;
import dev.skep.api.issuer.StoreException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An entry of the list.
 *
 * @param serialNumber of the certificate
 * @param at when it was revoked
 * @param reason the value of CRLReason; 0 is left out of the list
 */
record Revoked(BigInteger serialNumber, Instant at, int reason) {
  /**
   * What of a register goes into the list, sorted.
   *
   * @throws StoreException if the register says what cannot be
   */
  static List<Revoked> of(List<CertificateEntry> entries) throws StoreException {
    List<Revoked> all = new ArrayList<>(entries.size());
    for (CertificateEntry entry : entries) {
      all.add(of(entry));
    }
    all.sort(Comparator.comparing(Revoked::serialNumber));
    return List.copyOf(all);
  }

  private static Revoked of(CertificateEntry entry) throws StoreException {
    try {
      Revocation revocation = entry.revocation().orElseThrow();
      return new Revoked(
          new BigInteger(entry.issued().serialNumber(), 16),
          revocation.at(),
          revocation.reason().code());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new StoreException("the register has a revoked certificate without number or time", e);
    }
  }
}
