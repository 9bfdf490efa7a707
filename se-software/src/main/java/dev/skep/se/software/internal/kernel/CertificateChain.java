package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.message.Response;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a chain is fit to be installed for good: each certificate strictly DER, the leaf for this
 * key, each one issued by the next by name. Whom to trust is for servers to decide, not for the SE.
 */
final class CertificateChain {
  private static final int MAXIMUM_BYTES = 32_768;

  private CertificateChain() {}

  /**
   * Checks a chain.
   *
   * @param publicKey the device key, SPKI in DER
   * @throws SecurityElementException with {@code REFUSED}, saying what is wrong
   */
  static void check(List<Bytes> chain, Bytes publicKey) throws SecurityElementException {
    if (chain.isEmpty() || chain.size() > Response.MAX_CHAIN) {
      throw refused("a chain has 1 to " + Response.MAX_CHAIN + " certificates");
    }
    if (chain.stream().mapToInt(Bytes::length).sum() > MAXIMUM_BYTES) {
      throw refused("the chain is longer than " + MAXIMUM_BYTES + " bytes");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Bytes der : chain) {
      certificates.add(parse(der, certificates.size() + 1));
    }
    if (!Bytes.of(certificates.get(0).getPublicKey().getEncoded()).equals(publicKey)) {
      throw refused("certificate 1 is for another key: give the leaf first, for this SE's key");
    }
    for (int i = 1; i < certificates.size(); i++) {
      if (!certificates
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(certificates.get(i).getSubjectX500Principal())) {
        throw refused("certificate " + (i + 1) + " is not the issuer of certificate " + i);
      }
    }
  }

  private static X509Certificate parse(Bytes der, int number) throws SecurityElementException {
    byte[] bytes = der.toArray();
    try {
      CertificateFactory factory =
          CertificateFactory.getInstance(
              "X.509",
              new JcaEngines().select(List.of(JcaEngines.JDK), "CertificateFactory", "X.509"));
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
      if (Arrays.equals(certificate.getEncoded(), bytes)) {
        return certificate;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // The JDK's parser lets some malformed contents out as unchecked exceptions.
      throw new SecurityElementException(
          Kind.REFUSED, "certificate " + number + " is not X.509 in DER", e);
    }
    throw refused("certificate " + number + " is not exactly one certificate in DER");
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }
}
