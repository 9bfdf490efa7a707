package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.cert.CertificateParsingException;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * A leaf's certificate, taken apart by its DER alone. It says nothing about a certificate but that
 * it differs from another one of its form only in what is named here.
 *
 * @param form all of it that leaves of one kind have in common, see {@link LeafForm}
 * @param signed its TBSCertificate
 * @param signature the signature value
 * @param serial its serial number, positive with up to 20 octets
 * @param validity its own, without clock skew
 * @param subject the device's name as people write it, RFC 2253
 * @param publicKey its SPKI
 */
record LeafParts(
    Bytes form,
    Bytes signed,
    Bytes signature,
    BigInteger serial,
    ValidityWindow validity,
    String subject,
    Bytes publicKey) {
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  /** Takes one certificate apart, or gives nothing where it is not of the usual structure. */
  static Optional<LeafParts> read(Bytes certificate) {
    byte[] der = certificate.toArray();
    try {
      DerReader.checkSingleElement(der);
      return Optional.of(read(new DerReader(der).enter(DerReader.SEQUENCE)));
    } catch (CertificateParsingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static LeafParts read(DerReader certificate) throws CertificateParsingException {
    byte[] signed = certificate.element();
    byte[] algorithm = certificate.element();
    byte[] signature = certificate.enter(DerReader.BIT_STRING).rest();
    certificate.end();
    LeafForm form = new LeafForm();
    DerReader fields = new DerReader(signed).enter(DerReader.SEQUENCE);
    if (fields.tag() != VERSION) {
      throw new CertificateParsingException("no version");
    }
    form.keep(fields.element());
    final BigInteger serial = serial(fields.enter(DerReader.INTEGER).rest());
    byte[] algorithmInside = fields.element();
    if (!Arrays.equals(algorithm, algorithmInside) || signature.length == 0 || signature[0] != 0) {
      throw new CertificateParsingException("two algorithms, or a signature of single bits");
    }
    form.keep(algorithm);
    form.keep(fields.element());
    final ValidityWindow validity = ValidityForm.read(fields.enter(DerReader.SEQUENCE));
    final String subject = subject(fields.element());
    byte[] publicKey = fields.element();
    form.keepKind(new DerReader(publicKey).enter(DerReader.SEQUENCE));
    DerReader extensions = fields.enter(EXTENSIONS);
    form.keepExtensions(extensions.enter(DerReader.SEQUENCE));
    extensions.end();
    fields.end();
    return new LeafParts(
        form.toBytes(),
        Bytes.of(signed),
        Bytes.of(signature, 1, signature.length - 1),
        serial,
        validity,
        subject,
        Bytes.of(publicKey));
  }

  private static BigInteger serial(byte[] octets) throws CertificateParsingException {
    boolean minimal = octets.length == 1 || octets.length > 1 && (octets[0] != 0 || octets[1] < 0);
    if (!minimal
        || octets.length > DeviceCertificate.LONGEST_SERIAL
        || new BigInteger(octets).signum() <= 0) {
      throw new CertificateParsingException("no usual serial number");
    }
    return new BigInteger(octets);
  }

  /** An empty name is not read here: what may stand in its place is an extension's matter. */
  private static String subject(byte[] name) throws CertificateParsingException {
    String subject = new X500Principal(name).getName();
    if (subject.isEmpty()) {
      throw new CertificateParsingException("no subject");
    }
    return subject;
  }
}
