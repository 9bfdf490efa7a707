package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.EarlierKey;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.server.core.internal.certificate.CaCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has the keys of an order certified (spec rule S-17): those that this session made and attested,
 * and those that the issuer knows from an earlier one. What the CA gives is not taken on trust: the
 * certificate must be one for exactly that key. Not thread-safe.
 */
final class Issuance {
  private final MessageContext context;
  private final List<GeneratedKey> made;

  /**
   * Begins with a session's keys.
   *
   * @param made whose attestations were verified
   */
  Issuance(MessageContext context, List<GeneratedKey> made) {
    this.context = context;
    this.made = made;
  }

  /** A certificate with its chain, leaf first. */
  record Issued(IssuedCertificate certificate, List<Bytes> chain) {
    /** Copies the list. */
    Issued {
      chain = List.copyOf(chain);
    }
  }

  /** A key to certify: SPKI in DER, what for, and what the SE signed of it. */
  private record Certifiable(Bytes publicKey, Set<String> usages, Bytes attestation) {}

  /** Issues a certificate for each key that the order certifies, in its order. */
  List<Issued> issue(ProvisioningOrder order) throws Refusal {
    List<Issued> issued = new ArrayList<>();
    for (Item item : order.items()) {
      if (item instanceof Certify certify) {
        issued.add(issue(certify));
      }
    }
    return issued;
  }

  private Issued issue(Certify certify) throws Refusal {
    CertificateIssuer issuer =
        context
            .roles()
            .certificates()
            .get()
            .orElseThrow(
                () ->
                    Refusal.unavailable(
                        "S-17",
                        "the order certifies keys, but no certificate issuer is installed; "
                            + "configure the CA"));
    Certifiable key = key(certify);
    CertificateRequest request =
        new CertificateRequest(
            key.publicKey(), certify.subject(), key.usages(), certify.validity());
    try {
      List<Bytes> chain = issuer.issue(request);
      IssuedCertificate certificate = checked(certify.keyId(), key, chain);
      context.audit().detail("certificate." + certify.keyId(), certificate.serialNumber());
      return new Issued(certificate, chain);
    } catch (IssuanceException e) {
      throw Refusal.unavailable("S-17", "the CA did not issue: " + e.getMessage());
    }
  }

  private Certifiable key(Certify certify) {
    Optional<EarlierKey> earlier = certify.earlierKey();
    if (earlier.isPresent()) {
      return new Certifiable(earlier.get().publicKey(), earlier.get().keyUsages(), Bytes.EMPTY);
    }
    GeneratedKey key =
        made.stream()
            .filter(candidate -> candidate.terms().id().equals(certify.keyId()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no such key, although it was checked"));
    Set<String> usages =
        key.terms().usages().stream().map(KeyUsage::text).collect(Collectors.toSet());
    return new Certifiable(key.publicKey(), usages, key.attestation());
  }

  private static IssuedCertificate checked(String keyId, Certifiable key, List<Bytes> chain)
      throws Refusal {
    if (chain.isEmpty() || chain.size() > Response.MAX_CHAIN) {
      throw Refusal.unavailable("S-17", "the CA gave " + chain.size() + " certificates");
    }
    try {
      X509Certificate certificate = CaCertificates.parse(chain.get(0));
      if (!CertificateChain.publicKey(certificate).equals(key.publicKey())) {
        throw Refusal.unavailable("S-17", "the CA certified another key than '" + keyId + "'");
      }
      return new IssuedCertificate(
          certificate.getSerialNumber().toString(16),
          chain.get(0),
          keyId,
          key.publicKey(),
          key.attestation(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant());
    } catch (CertificateException e) {
      throw Refusal.unavailable("S-17", "the CA gave no certificate: " + e.getMessage());
    }
  }
}
