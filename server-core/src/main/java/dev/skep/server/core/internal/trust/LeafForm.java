package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateParsingException;
import java.util.Set;

/**
 * Collects the form of a leaf: its certificate without serial number, validity, subject, key value,
 * signature value, and the values of two extensions that path validation does not look at. The
 * order of what is kept is that of the certificate, and each part tells its own length, so that two
 * certificates of one form are equal in all of it. Not thread-safe.
 */
final class LeafForm {
  private static final int BOOLEAN = 0x01;

  /** subjectKeyIdentifier (2.5.29.14) and subjectAltName (2.5.29.17) name the device once more. */
  private static final Set<Bytes> OF_THE_DEVICE = Set.of(Bytes.hex("551d0e"), Bytes.hex("551d11"));

  /** 1.2.840.113549.1.1.1. */
  private static final Bytes RSA = Bytes.hex("2a864886f70d010101");

  /** 1.2.840.10045.2.1. */
  private static final Bytes EC = Bytes.hex("2a8648ce3d0201");

  /** Ed25519, ML-DSA-65, ML-DSA-87: each value of the right length is a key for the JDK. */
  private static final Set<Bytes> OF_ANY_VALUE =
      Set.of(Bytes.hex("2b6570"), Bytes.hex("608648016503040312"), Bytes.hex("608648016503040313"));

  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  /** Keeps an element as it is. */
  void keep(byte[] element) {
    parts.writeBytes(element);
  }

  /**
   * Keeps algorithm and size of a key.
   *
   * @param spki the content of a SubjectPublicKeyInfo
   * @throws CertificateParsingException if its algorithm is not known here, or it is malformed
   */
  void keepKind(DerReader spki) throws CertificateParsingException {
    byte[] algorithm = spki.element();
    byte[] value = spki.enter(DerReader.BIT_STRING).rest();
    spki.end();
    keep(algorithm);
    keepNumber(value.length);
    Bytes oid =
        Bytes.of(
            new DerReader(algorithm)
                .enter(DerReader.SEQUENCE)
                .enter(DerReader.OBJECT_IDENTIFIER)
                .rest());
    // The first octet counts unused bits.
    if (value.length < 2 || value[0] != 0) {
      throw new CertificateParsingException("a key that is not whole octets");
    }
    if (oid.equals(RSA)) {
      keepRsa(new DerReader(value, 1));
    } else if (oid.equals(EC)) {
      parts.write(value[1]);
    } else if (!OF_ANY_VALUE.contains(oid)) {
      throw new CertificateParsingException("a key of an algorithm that is not known here");
    }
  }

  /**
   * RFC 8017 A.1.1: the modulus has as many bits as its octets can have, so that its size is kept.
   */
  private void keepRsa(DerReader value) throws CertificateParsingException {
    DerReader key = value.enter(DerReader.SEQUENCE);
    value.end();
    byte[] modulus = key.enter(DerReader.INTEGER).rest();
    if (modulus.length < 2 || modulus[0] != 0 || modulus[1] >= 0) {
      throw new CertificateParsingException("a modulus of another size");
    }
    keepNumber(modulus.length);
    keep(key.element());
    key.end();
  }

  /**
   * Keeps the extensions, but of two of them only that they are there and whether they are
   * critical.
   *
   * @param list the content of Extensions
   * @throws CertificateParsingException if they are malformed
   */
  void keepExtensions(DerReader list) throws CertificateParsingException {
    while (list.hasMore()) {
      byte[] extension = list.element();
      DerReader fields = new DerReader(extension).enter(DerReader.SEQUENCE);
      byte[] oid = fields.element();
      if (OF_THE_DEVICE.contains(
          Bytes.of(new DerReader(oid).enter(DerReader.OBJECT_IDENTIFIER).rest()))) {
        keep(oid);
        if (fields.hasMore() && fields.tag() == BOOLEAN) {
          keep(fields.element());
        }
        fields.enter(DerReader.OCTET_STRING);
        fields.end();
      } else {
        keep(extension);
      }
    }
  }

  private void keepNumber(int number) {
    parts.writeBytes(new byte[] {(byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
  }

  Bytes toBytes() {
    return Bytes.of(parts.toByteArray());
  }
}
