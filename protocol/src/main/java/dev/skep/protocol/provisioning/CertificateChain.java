package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.protocol.message.Response;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Whether a chain is fit to be installed for good: each certificate strictly DER, the leaf for this
 * key, each one issued by the next by name. Whom to trust is for servers to decide, not for the SE.
 */
public final class CertificateChain {
  private static final int MAXIMUM_BYTES = 32_768;
  private static final int VERSION = 0xa0;

  /** Serial number, algorithm, issuer, validity, subject. */
  private static final int BEFORE_THE_KEY = 5;

  private CertificateChain() {}

  /**
   * What is wrong with a chain for a key.
   *
   * @param publicKey the key of its leaf, SPKI in DER
   * @return empty if nothing is
   */
  public static Optional<String> problem(List<Bytes> chain, Bytes publicKey) {
    return problem(chain, Optional.of(publicKey));
  }

  /**
   * What is wrong with a chain, whatever its key.
   *
   * @return empty if nothing is
   */
  public static Optional<String> problem(List<Bytes> chain) {
    return problem(chain, Optional.empty());
  }

  /**
   * The public key of a certificate as it stands there, SPKI in DER. The JDK's key objects are no
   * substitute: to algorithms that it does not know, it adds parameters.
   */
  public static Bytes publicKey(X509Certificate certificate) {
    try {
      ByteBuffer signed = ByteBuffer.wrap(certificate.getTBSCertificate());
      enter(signed);
      if ((signed.get(signed.position()) & 0xff) == VERSION) {
        skip(signed);
      }
      for (int i = 0; i < BEFORE_THE_KEY; i++) {
        skip(signed);
      }
      int start = signed.position();
      skip(signed);
      return Bytes.of(signed.array(), start, signed.position() - start);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read does not encode", e);
    }
  }

  private static void skip(ByteBuffer der) {
    int length = enter(der);
    der.position(der.position() + length);
  }

  /** Goes past a tag and a length, which it returns. */
  private static int enter(ByteBuffer der) {
    der.get();
    int first = der.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | (der.get() & 0xff);
    }
    return length;
  }

  private static Optional<String> problem(List<Bytes> chain, Optional<Bytes> publicKey) {
    if (chain.isEmpty() || chain.size() > Response.MAX_CHAIN) {
      return Optional.of("a chain has 1 to " + Response.MAX_CHAIN + " certificates");
    }
    if (chain.stream().mapToInt(Bytes::length).sum() > MAXIMUM_BYTES) {
      return Optional.of("the chain is longer than " + MAXIMUM_BYTES + " bytes");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Bytes der : chain) {
      Optional<X509Certificate> parsed = parse(der);
      if (parsed.isEmpty()) {
        return Optional.of(
            "certificate " + (certificates.size() + 1) + " is not exactly one X.509 in DER");
      }
      certificates.add(parsed.get());
    }
    Bytes leafKey = publicKey(certificates.get(0));
    return publicKey.filter(key -> !key.equals(leafKey)).isPresent()
        ? Optional.of("certificate 1 is for another key: the leaf comes first")
        : orderProblem(certificates);
  }

  private static Optional<String> orderProblem(List<X509Certificate> certificates) {
    for (int i = 1; i < certificates.size(); i++) {
      X500Principal issuer = certificates.get(i - 1).getIssuerX500Principal();
      if (!issuer.equals(certificates.get(i).getSubjectX500Principal())) {
        return Optional.of("certificate " + (i + 1) + " is not the issuer of certificate " + i);
      }
    }
    return Optional.empty();
  }

  private static Optional<X509Certificate> parse(Bytes der) {
    byte[] bytes = der.toArray();
    try {
      CertificateFactory factory =
          CertificateFactory.getInstance(
              "X.509",
              new JcaEngines().select(List.of(JcaEngines.JDK), "CertificateFactory", "X.509"));
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
      return Optional.of(certificate).filter(parsed -> isEncodedAs(parsed, bytes));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The JDK's parser lets some malformed contents out as unchecked exceptions.
      return Optional.empty();
    }
  }

  private static boolean isEncodedAs(X509Certificate certificate, byte[] der) {
    try {
      return Arrays.equals(certificate.getEncoded(), der);
    } catch (CertificateEncodingException e) {
      return false;
    }
  }
}
