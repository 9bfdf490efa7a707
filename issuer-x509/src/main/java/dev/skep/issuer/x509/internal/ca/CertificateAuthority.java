package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA that can sign. Immutable and thread-safe; its key stays in memory as long as it does. */
public final class CertificateAuthority {
  private final PrivateKey key;
  private final String signature;
  private final X509CertificateHolder certificate;
  private final List<Bytes> chain;
  private final Provider engine;

  /**
   * A CA whose parts fit together, which {@link CaFile} has checked.
   *
   * @param signature the JCA name of its signature algorithm
   * @param chain its certificate and those above it, DER
   */
  CertificateAuthority(
      CaKey key, String signature, X509CertificateHolder certificate, List<Bytes> chain) {
    this.key = key.privateKey();
    this.engine = key.engine();
    this.signature = signature;
    this.certificate = certificate;
    this.chain = List.copyOf(chain);
  }

  /**
   * A private key and the engine that it is used with.
   *
   * @param privateKey an object of {@code engine}
   * @param engine Bouncy Castle
   */
  record CaKey(PrivateKey privateKey, Provider engine) {
    /** Shows nothing of the key. */
    @Override
    public String toString() {
      return "CaKey[" + privateKey.getAlgorithm() + "]";
    }
  }

  /** The CA's certificate and those above it, DER, the CA's own first. */
  public List<Bytes> chain() {
    return chain;
  }

  /** The CA's name as its certificate has it, byte by byte. */
  public X500Name name() {
    return certificate.getSubject();
  }

  /** From when it may issue. */
  public Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  /** Until when it may issue. */
  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /**
   * Checks that the CA's certificate is valid.
   *
   * @throws IssuanceException if it is not
   */
  public void checkValidAt(Instant now) throws IssuanceException {
    if (now.isBefore(notBefore()) || now.isAfter(notAfter())) {
      throw new IssuanceException(
          "the CA's certificate is valid from %s to %s: give the CA a new one"
              .formatted(notBefore(), notAfter()));
    }
  }

  /** How certificates and lists name the CA's key (RFC 5280 section 4.2.1.1). */
  public AuthorityKeyIdentifier keyIdentifier() {
    Extensions extensions = certificate.getExtensions();
    SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(extensions);
    return own == null
        ? new AuthorityKeyIdentifier(
            KeyIdentifiers.of(certificate.getSubjectPublicKeyInfo()).getKeyIdentifier())
        : new AuthorityKeyIdentifier(own.getKeyIdentifier());
  }

  /** A signer for one signature. */
  public ContentSigner signer(SecureRandom random) {
    try {
      return new JcaContentSignerBuilder(signature)
          .setProvider(engine)
          .setSecureRandom(random)
          .build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("the CA's key, which was checked, cannot sign", e);
    }
  }
}
