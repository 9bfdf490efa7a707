package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority.CaKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Checks that a key and a certificate make a CA, before anything is signed with it. */
final class CaCheck {
  private static final int LEAST_RSA_BITS = 2048;
  private static final byte[] PROBE = "SKEP CA key check".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final X509CertificateHolder certificate;

  CaCheck(Path file, X509CertificateHolder certificate) {
    this.file = file;
    this.certificate = certificate;
  }

  /** The CA, if all is well. */
  CertificateAuthority check(CaKey key, List<Bytes> chain, Instant now) throws SettingsException {
    checkExtensions();
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || now.isAfter(certificate.getNotAfter().toInstant())) {
      throw problem(
          "the CA's certificate is valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + ": give the CA a new one");
    }
    String signature =
        SignatureNames.of(certificate.getSubjectPublicKeyInfo())
            .orElseThrow(() -> problem("a CA's key is EC P-256, P-384 or P-521, Ed25519, or RSA"));
    checkFits(key, signature);
    return new CertificateAuthority(key, signature, certificate, chain);
  }

  private void checkExtensions() throws SettingsException {
    Extensions extensions = certificate.getExtensions();
    BasicConstraints constraints =
        extensions == null ? null : BasicConstraints.fromExtensions(extensions);
    if (constraints == null || !constraints.isCA()) {
      throw problem("its certificate is none of a CA (basicConstraints)");
    }
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    if (usage != null && !usage.hasUsages(KeyUsage.keyCertSign | KeyUsage.cRLSign)) {
      throw problem("its certificate must allow keyCertSign and cRLSign (keyUsage)");
    }
    if (certificate.getSubject().getRDNs().length == 0) {
      throw problem("its certificate has no subject");
    }
  }

  /** Signs something: a key without its certificate would sign what nobody can verify. */
  private void checkFits(CaKey key, String signature) throws SettingsException {
    try {
      PublicKey publicKey = publicKey(certificate.getSubjectPublicKeyInfo());
      if (publicKey instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
        throw problem("a CA's RSA key has " + LEAST_RSA_BITS + " bits or more");
      }
      Signature signer = Signature.getInstance(signature, key.engine());
      signer.initSign(key.privateKey());
      signer.update(PROBE);
      byte[] signed = signer.sign();
      signer.initVerify(publicKey);
      signer.update(PROBE);
      if (signer.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new SettingsException(file.toString(), "the key is not the certificate's", e);
    }
    throw problem("the key is not the certificate's");
  }

  private static PublicKey publicKey(SubjectPublicKeyInfo spki)
      throws IOException, GeneralSecurityException {
    PublicKey key = BouncyCastleProvider.getPublicKey(spki);
    if (key == null) {
      throw new GeneralSecurityException("the certificate's key is of no known type");
    }
    return key;
  }

  private SettingsException problem(String text) {
    return new SettingsException(file.toString(), text);
  }
}
