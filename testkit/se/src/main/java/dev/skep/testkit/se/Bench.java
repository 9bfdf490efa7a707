package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.skep.api.Suite;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One SE of the vendor on the bench, for one test; never two at a time. */
final class Bench implements AutoCloseable {
  private static final List<String> PREFERRED =
      List.of("ES256", "DHKEM-P256-HKDF-SHA256", "HKDF-SHA256");

  private final SecurityElementContract vendor;
  private final Consumer<SecurityElement> seen;
  private final AlgorithmCatalogue catalogue;
  private final DeviceCa ca = new DeviceCa("Device CA");
  private Optional<SecurityElement> current = Optional.empty();

  /**
   * A bench for one test.
   *
   * @param seen is given each element that the vendor makes
   */
  Bench(SecurityElementContract vendor, Consumer<SecurityElement> seen) {
    this.vendor = vendor;
    this.seen = seen;
    this.catalogue = vendor.algorithms();
  }

  AlgorithmCatalogue catalogue() {
    return catalogue;
  }

  DeviceCa ca() {
    return ca;
  }

  /** A blank SE; the one before is put away. */
  PersonalizableSecurityElement blank() throws Exception {
    close();
    PersonalizableSecurityElement fresh = vendor.newElement();
    seen.accept(fresh);
    current = Optional.of(fresh);
    return fresh;
  }

  /** The SE, personalised with a scheme that is quick where it has one. */
  ProvisionedSecurityElement element() throws Exception {
    return current.isPresent() ? provisioned(current.get()) : element("");
  }

  /** A fresh SE, personalised with a scheme; any if it is empty. */
  ProvisionedSecurityElement element(String attestation) throws Exception {
    PersonalizableSecurityElement fresh = blank();
    List<String> has = both(fresh.info().attestations(), AttestationScheme.class);
    String scheme = attestation.isEmpty() ? has.get(0) : attestation;
    fresh.installCertificateChain(ca.chain(fresh.createAttestationKey(scheme)));
    return provisioned(fresh);
  }

  /** The SE after its power was off. */
  ProvisionedSecurityElement restart() throws Exception {
    SecurityElement before = current.orElseThrow();
    current = Optional.empty();
    current = Optional.of(vendor.restart(before));
    return element();
  }

  private static ProvisionedSecurityElement provisioned(SecurityElement element) {
    return assertInstanceOf(ProvisionedSecurityElement.class, element);
  }

  /** The suites that the SE and the catalogue have, the quick ones first. */
  List<Suite> suites() throws Exception {
    SecurityElementInfo info = current.orElseThrow().info();
    List<Suite> suites = new ArrayList<>();
    for (String attestation : both(info.attestations(), AttestationScheme.class)) {
      for (String transport : both(info.transports(), KeyTransport.class)) {
        for (String kdf : both(info.kdfs(), KeyDerivation.class)) {
          for (String cipher : both(info.ciphers(), SessionCipher.class)) {
            suites.add(new Suite(transport, attestation, kdf, cipher));
          }
        }
      }
    }
    return suites;
  }

  /** One suite of the SE. */
  Suite suite() throws Exception {
    element();
    return suites().get(0);
  }

  private List<String> both(List<String> named, Class<? extends Algorithm> role) {
    List<String> names = new ArrayList<>(named);
    names.retainAll(catalogue.names(role));
    assertFalse(names.isEmpty(), "no " + role.getSimpleName() + " in common: " + named);
    names.sort((a, b) -> Boolean.compare(PREFERRED.contains(b), PREFERRED.contains(a)));
    return names;
  }

  /** The signature schemes of the catalogue that keys and management keys can be of. */
  List<String> schemes() {
    List<String> names = new ArrayList<>();
    for (String name : both(catalogue.names(AttestationScheme.class), AttestationScheme.class)) {
      try (Lease<AttestationScheme> lease =
          catalogue.lease(AttestationScheme.class, name, Duration.ZERO).orElseThrow()) {
        if (!lease.get().dualUse()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** An issuer without a management key. */
  Issuer unmanaged() throws Exception {
    return Issuer.unmanaged(catalogue, suite());
  }

  /** An issuer with a management key of the first scheme that the SE takes one of. */
  Issuer managed() throws Exception {
    for (String scheme : schemes()) {
      Issuer issuer = Issuer.managed(catalogue, suite(), scheme);
      Optional<Visit> visit = unlessRefused(() -> issuer.visit(element()));
      if (visit.isPresent()) {
        element().abort(visit.get().handle());
        return issuer;
      }
    }
    throw new AssertionError("the SE takes no management key of " + schemes());
  }

  /** The first algorithm of which the SE makes keys. */
  String keyAlgorithm() throws Exception {
    Issuer issuer = unmanaged();
    for (String algorithm : schemes()) {
      Optional<Visit> visit =
          unlessRefused(() -> issuer.visit(element(), Issuer.key("probe", algorithm, "")));
      if (visit.isPresent()) {
        element().abort(visit.get().handle());
        return algorithm;
      }
    }
    throw new AssertionError("the SE makes no keys of " + schemes());
  }

  /** A call that an SE may refuse. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws Exception;
  }

  static <T> Optional<T> unlessRefused(Call<T> call) throws Exception {
    try {
      return Optional.of(call.run());
    } catch (SecurityElementException e) {
      assertEquals(Kind.REFUSED, e.kind(), e.getMessage());
      return Optional.empty();
    }
  }

  /** All committed objects. */
  List<ProvisionedObject> objects() throws Exception {
    return element().objects();
  }

  /** The holder, with the objects of an issuer. */
  Holder holder(Issuer issuer) {
    return new Holder(this, issuer);
  }

  /** Puts the SE away. */
  @Override
  public void close() throws Exception {
    if (current.isPresent()) {
      SecurityElement before = current.get();
      current = Optional.empty();
      vendor.putAway(before);
    }
  }
}
