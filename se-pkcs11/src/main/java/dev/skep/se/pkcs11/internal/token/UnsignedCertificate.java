package dev.skep.se.pkcs11.internal.token;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * A certificate that nobody signed (RFC 9925). Java finds a private key of a token only beside a
 * certificate; this one says nothing to anybody, and the attestation key need not sign it.
 */
final class UnsignedCertificate {
  private static final Bytes VERSION_3 = Bytes.hex("a003020102");
  private static final Bytes SERIAL = Bytes.hex("020101");
  private static final Bytes COMMON_NAME = Bytes.hex("0603550403");
  private static final Bytes UNSIGNED = Bytes.hex("300a06082b06010505070624");
  private static final Bytes NO_SIGNATURE = Bytes.hex("030100");

  private UnsignedCertificate() {}

  /**
   * Makes one.
   *
   * @param name subject and issuer, up to 64 ASCII characters
   * @param publicKey SPKI in DER
   */
  static X509Certificate of(String name, Bytes publicKey) throws GeneralSecurityException {
    Bytes subject = name(name);
    Bytes body = item(0x30, VERSION_3, SERIAL, UNSIGNED, subject, validity(), subject, publicKey);
    byte[] certificate = item(0x30, body, UNSIGNED, NO_SIGNATURE).toArray();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static Bytes name(String commonName) {
    Bytes text = item(0x0c, Bytes.of(commonName.getBytes(StandardCharsets.US_ASCII)));
    return item(0x30, item(0x31, item(0x30, COMMON_NAME, text)));
  }

  /** From the first day that can be written to the last one (RFC 5280 section 4.1.2.5). */
  private static Bytes validity() {
    return item(
        0x30, item(0x17, Bytes.utf8("500101000000Z")), item(0x18, Bytes.utf8("99991231235959Z")));
  }

  private static Bytes item(int tag, Bytes... contents) {
    Bytes content = Bytes.concat(contents);
    int length = content.length();
    String head =
        length < 0x80
            ? String.format("%02x%02x", tag, length)
            : length < 0x100
                ? String.format("%02x81%02x", tag, length)
                : String.format("%02x82%04x", tag, length);
    return Bytes.concat(Bytes.hex(head), content);
  }
}
