package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.client.internal.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in PEM (RFC 7468). */
final class Pem {
  private static final int MAXIMUM_FILE_BYTES = 262_144;
  private static final int MAXIMUM_CERTIFICATES = 8;
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]++)-----END CERTIFICATE-----");

  private Pem() {}

  /**
   * A public key.
   *
   * @param subjectPublicKeyInfo SPKI in DER
   */
  static String encodePublicKey(Bytes subjectPublicKeyInfo) {
    String newline = System.lineSeparator();
    String base64 =
        Base64.getMimeEncoder(64, newline.getBytes(StandardCharsets.US_ASCII))
            .encodeToString(subjectPublicKeyInfo.toArray());
    return "-----BEGIN PUBLIC KEY-----"
        + newline
        + base64
        + newline
        + "-----END PUBLIC KEY-----"
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
    List<Bytes> chain = new ArrayList<>();
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher matcher = CERTIFICATE.matcher(read(file, shown));
    while (matcher.find() && chain.size() <= MAXIMUM_CERTIFICATES) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        certificates.add(parse(der));
        chain.add(Bytes.of(der));
      } catch (CertificateException | IllegalArgumentException e) {
        throw new CommandFailedException(
            shown + ": certificate number " + (chain.size() + 1) + " cannot be read");
      }
    }
    if (chain.isEmpty() || chain.size() > MAXIMUM_CERTIFICATES) {
      throw new CommandFailedException(
          shown
              + " has to hold 1 to "
              + MAXIMUM_CERTIFICATES
              + " certificates in PEM"
              + " (-----BEGIN CERTIFICATE-----)");
    }
    checkOrder(certificates, shown);
    return chain;
  }

  private static String read(Path file, String shown) throws CommandFailedException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAXIMUM_FILE_BYTES + 1);
      if (content.length > MAXIMUM_FILE_BYTES) {
        throw new CommandFailedException(
            shown + " is longer than " + MAXIMUM_FILE_BYTES + " bytes; is it the right file?");
      }
      return new String(content, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new CommandFailedException(shown + " does not exist");
    } catch (IOException e) {
      throw new CommandFailedException(shown + " cannot be read: " + Printable.of(e));
    }
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
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
