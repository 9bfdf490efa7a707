package dev.skep.issuer.x509.internal.list;

import dev.skep.api.Bytes;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;

/** Signs full revocation lists (RFC 5280 section 5, version 2). */
final class ListMaker {
  private final CertificateAuthority ca;
  private final ListTerms terms;
  private final SecureRandom random;

  ListMaker(CertificateAuthority ca, ListTerms terms, SecureRandom random) {
    this.ca = ca;
    this.terms = terms;
    this.random = random;
  }

  /**
   * A signed list.
   *
   * @param der the list
   * @param entries what is on it
   * @param number its cRLNumber
   * @param madeAt when it was signed
   * @param validity from then on
   */
  record SignedList(
      Bytes der, List<Revoked> entries, BigInteger number, Instant madeAt, Duration validity) {
    /** Whether relying parties may still take it. */
    boolean isValidAt(Instant now) {
      return !now.isBefore(madeAt) && now.isBefore(madeAt.plus(validity));
    }

    /** Whether it is time for a new one even where nothing has changed. */
    boolean isOldAt(Instant now) {
      return now.isBefore(madeAt) || !now.isBefore(madeAt.plus(validity.dividedBy(2)));
    }
  }

  /**
   * Makes a list.
   *
   * @param number higher than that of each list before
   * @param now the clocks of relying parties may be slower by the backdating
   */
  SignedList make(List<Revoked> entries, BigInteger number, Instant now) {
    X509v2CRLBuilder builder =
        new X509v2CRLBuilder(ca.name(), Date.from(now.minus(terms.backdating())));
    builder.setNextUpdate(Date.from(now.plus(terms.validity())));
    for (Revoked entry : entries) {
      builder.addCRLEntry(entry.serialNumber(), Date.from(entry.at()), entry.reason());
    }
    try {
      builder.addExtension(Extension.authorityKeyIdentifier, false, ca.keyIdentifier());
      builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
      Bytes der = Bytes.of(builder.build(ca.signer(random)).getEncoded());
      return new SignedList(der, entries, number, now, terms.validity());
    } catch (IOException e) {
      throw new IllegalStateException("a list of checked parts cannot be encoded", e);
    }
  }
}
