package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.ProvisioningOrder.EarlierKey;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.server.core.internal.certificate.CaCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that earlier sessions made and attested, by their certificates. */
final class EarlierKeys {
  private final CertificateRegister register;

  EarlierKeys(CertificateRegister register) {
    this.register = register;
  }

  /**
   * The key of an account's newest active certificate.
   *
   * @return empty if there is none
   * @throws StoreException if that cannot be said now
   */
  Optional<EarlierKey> find(String account, String keyId) throws StoreException {
    Optional<CertificateEntry> newest = register.newest(account, keyId);
    return newest.isEmpty() ? Optional.empty() : Optional.of(key(newest.get()));
  }

  private static EarlierKey key(CertificateEntry entry) throws StoreException {
    Bytes certificate = entry.issued().certificate();
    try {
      return new EarlierKey(entry.issued().publicKey(), usages(CaCertificates.parse(certificate)));
    } catch (CertificateException e) {
      throw new StoreException(
          "the register holds no certificate as " + entry.issued().serialNumber(), e);
    }
  }

  private static Set<String> usages(X509Certificate certificate) {
    Set<String> usages = new TreeSet<>();
    boolean[] bits = certificate.getKeyUsage();
    if (bits != null && bits[0]) {
      usages.add(KeyUsage.DIGITAL_SIGNATURE.text());
    }
    if (bits != null && bits[1]) {
      usages.add(KeyUsage.NON_REPUDIATION.text());
    }
    return usages;
  }
}
