package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.client.internal.Printable;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys, certificates and attestations in PEM (RFC 7468). */
final class Pem {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PUBLIC_KEY = "PUBLIC KEY";

  private static final int MAXIMUM_FILE_BYTES = 262_144;
  private static final int MAXIMUM_CERTIFICATES = 8;
  private static final int DER_SEQUENCE = 0x30;

  private Pem() {}

  /** One encapsulated text with the line ends of this system. */
  static String encode(String label, Bytes content) {
    String newline = System.lineSeparator();
    String base64 =
        Base64.getMimeEncoder(64, newline.getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content.toArray());
    return "-----BEGIN "
        + label
        + "-----"
        + newline
        + base64
        + newline
        + "-----END "
        + label
        + "-----"
        + newline;
  }

  /**
   * Reads a chain; text around the certificates is ignored.
   *
   * @return DER as in the file, leaf first, 1 to 8
   * @throws CommandFailedException if the file cannot be read, or is no chain in that order
   */
  static List<Bytes> readChain(Path file) throws CommandFailedException {
    String shown = Printable.of(file.toString());
    List<Bytes> chain = decode(CERTIFICATE, text(file), shown);
    if (chain.isEmpty() || chain.size() > MAXIMUM_CERTIFICATES) {
      throw new CommandFailedException(
          shown
              + " has to hold 1 to "
              + MAXIMUM_CERTIFICATES
              + " certificates in PEM"
              + " (-----BEGIN CERTIFICATE-----)");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Bytes der : chain) {
      certificates.add(parse(der, shown, certificates.size() + 1));
    }
    checkOrder(certificates, shown);
    return chain;
  }

  /**
   * Reads the only text of a kind, in PEM, or alone as it is.
   *
   * @throws CommandFailedException if the file cannot be read, or holds none or several
   */
  static Bytes readOne(String label, Path file) throws CommandFailedException {
    List<Bytes> found = readAll(label, file);
    if (found.size() > 1) {
      throw holds(label, file, found.size());
    }
    return found.get(0);
  }

  /**
   * Reads the first text of a kind, in PEM, or alone as it is.
   *
   * @throws CommandFailedException if the file cannot be read, or holds none
   */
  static Bytes readFirst(String label, Path file) throws CommandFailedException {
    return readAll(label, file).get(0);
  }

  private static List<Bytes> readAll(String label, Path file) throws CommandFailedException {
    Bytes content = FileContents.read(file, MAXIMUM_FILE_BYTES);
    if (content.length() > 0 && content.at(0) == DER_SEQUENCE) {
      return List.of(content);
    }
    List<Bytes> found = decode(label, ascii(content), Printable.of(file.toString()));
    if (found.isEmpty()) {
      throw holds(label, file, 0);
    }
    return found;
  }

  private static CommandFailedException holds(String label, Path file, int found) {
    return new CommandFailedException(
        Printable.of(file.toString())
            + " has to hold one text -----BEGIN "
            + label
            + "-----, not "
            + found);
  }

  /**
   * Reads a certificate in DER.
   *
   * @param number its place, for the message
   */
  static X509Certificate parse(Bytes der, String shown, int number) throws CommandFailedException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toArray()));
    } catch (CertificateException e) {
      throw unreadable(CERTIFICATE, shown, number);
    }
  }

  private static String text(Path file) throws CommandFailedException {
    return ascii(FileContents.read(file, MAXIMUM_FILE_BYTES));
  }

  private static String ascii(Bytes content) {
    return new String(content.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static List<Bytes> decode(String label, String text, String shown)
      throws CommandFailedException {
    List<Bytes> found = new ArrayList<>();
    Matcher matcher =
        Pattern.compile(
                "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]++)-----END " + label + "-----")
            .matcher(text);
    while (matcher.find() && found.size() <= MAXIMUM_CERTIFICATES) {
      try {
        found.add(Bytes.of(Base64.getMimeDecoder().decode(matcher.group(1))));
      } catch (IllegalArgumentException e) {
        throw unreadable(label, shown, found.size() + 1);
      }
    }
    return found;
  }

  private static CommandFailedException unreadable(String label, String shown, int number) {
    return new CommandFailedException(
        shown
            + ": "
            + label.toLowerCase(java.util.Locale.ROOT)
            + " number "
            + number
            + " cannot be read");
  }

  private static void checkOrder(List<X509Certificate> chain, String shown)
      throws CommandFailedException {
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new CommandFailedException(
            shown
                + ": certificate number "
                + (i + 1)
                + " is not the issuer of the one before;"
                + " put the SE's own certificate first, then its issuers");
      }
    }
  }
}
