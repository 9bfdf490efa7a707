package dev.skep.client.internal.attestation;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Reads certificates by rule S-7.2. */
final class StrictCertificate {
  private static final int LONGEST_SERIAL = 20;
  private static final int DEEPEST = 16;
  private static final int CONSTRUCTED = 0x20;

  private StrictCertificate() {}

  /**
   * Reads one certificate.
   *
   * @param which for the message
   */
  static X509Certificate read(Bytes der, String which) throws UnprovenException {
    if (element(der, 0, der.length(), 0) != der.length()) {
      throw new UnprovenException("S-7.2", which + " is not one element in DER");
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toArray()));
      if (certificate.getVersion() != 3
          || certificate.getSerialNumber().signum() <= 0
          || certificate.getSerialNumber().toByteArray().length > LONGEST_SERIAL
          || !Bytes.of(certificate.getEncoded()).equals(der)) {
        throw new UnprovenException(
            "S-7.2", which + " is not of version 3 with a positive serial number");
      }
      // The JDK takes a signature that is not whole octets, of which there would be several.
      if (der.at(der.length() - certificate.getSignature().length - 1) != 0) {
        throw new UnprovenException("S-7.2", which + " has a signature with unused bits");
      }
      return certificate;
    } catch (CertificateException | RuntimeException e) {
      // The JDK's parser lets some malformed contents out as unchecked exceptions.
      throw new UnprovenException("S-7.2", which + " cannot be parsed");
    }
  }

  /**
   * Walks over one element and all that is in it (X.690 section 10): definite, minimal lengths, tag
   * numbers up to 30.
   *
   * @return where it ends; -1 if it is malformed
   */
  private static int element(Bytes der, int start, int limit, int depth) {
    if (depth > DEEPEST || limit - start < 2 || (der.at(start) & 0x1f) == 0x1f) {
      return -1;
    }
    int position = start + 2;
    int length = der.at(start + 1) & 0xff;
    if (length >= 0x80) {
      int octets = length & 0x7f;
      if (octets == 0 || octets > 3 || octets > limit - position) {
        return -1;
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | (der.at(position++) & 0xff);
      }
      if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
        return -1;
      }
    }
    if (length > limit - position) {
      return -1;
    }
    int end = position + length;
    while ((der.at(start) & CONSTRUCTED) != 0 && position >= 0 && position < end) {
      position = element(der, position, end, depth + 1);
    }
    return position < 0 ? -1 : end;
  }
}
