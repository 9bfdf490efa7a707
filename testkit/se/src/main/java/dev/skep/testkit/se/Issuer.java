package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An issuer of tests: its server key, its CA and, if it has one, its management key. */
public final class Issuer {
  private final AlgorithmCatalogue catalogue;
  private final Suite suite;
  private final KeyPair serverKeys;
  private final String scheme;
  private final Optional<KeyPair> management;
  private final DeviceCa ca = new DeviceCa("Issuing CA");

  private Issuer(
      AlgorithmCatalogue catalogue,
      Suite suite,
      KeyPair serverKeys,
      String scheme,
      Optional<KeyPair> management) {
    this.catalogue = catalogue;
    this.suite = suite;
    this.serverKeys = serverKeys;
    this.scheme = scheme;
    this.management = management;
  }

  /**
   * An issuer with authority over its objects.
   *
   * @param scheme of its management key
   */
  public static Issuer managed(AlgorithmCatalogue catalogue, Suite suite, String scheme) {
    return new Issuer(
        catalogue,
        suite,
        ServerSide.freshKeys(catalogue, suite.transport()),
        scheme,
        Optional.of(freshKeys(catalogue, scheme)));
  }

  /** An issuer without a management key. */
  public static Issuer unmanaged(AlgorithmCatalogue catalogue, Suite suite) {
    return unmanaged(catalogue, suite, ServerSide.freshKeys(catalogue, suite.transport()));
  }

  static Issuer unmanaged(AlgorithmCatalogue catalogue, Suite suite, KeyPair serverKeys) {
    return new Issuer(catalogue, suite, serverKeys, suite.attestation(), Optional.empty());
  }

  /**
   * The terms of an ES256 key for signatures.
   *
   * @param pin the id of its PIN, empty for none
   */
  public static KeyTerms key(String id, String pin) {
    return key(id, "ES256", pin);
  }

  static KeyTerms key(String id, String algorithm, String pin) {
    return new KeyTerms(
        id,
        algorithm,
        0,
        Set.of(KeyUsage.DIGITAL_SIGNATURE),
        Optional.of(pin).filter(name -> !name.isEmpty()),
        "Key " + id,
        false);
  }

  private static KeyPair freshKeys(AlgorithmCatalogue catalogue, String scheme) {
    try (Lease<AttestationScheme> lease = lease(catalogue, scheme)) {
      int size = Collections.min(lease.get().keySizesBits());
      return lease.get().generateKeyPair(size, new SecureRandom());
    }
  }

  private static Lease<AttestationScheme> lease(AlgorithmCatalogue catalogue, String scheme) {
    return catalogue.lease(AttestationScheme.class, scheme, Duration.ZERO).orElseThrow();
  }

  /** The public half of its management key, if it has one. */
  public Optional<ManagementKey> managementKey() {
    return management.map(
        keys -> new ManagementKey(scheme, Bytes.of(keys.getPublic().getEncoded())));
  }

  /** The domain of its objects (spec rule D-4). */
  public Bytes domain() {
    return IssuerDomain.of(managementKey(), Bytes.of(serverKeys.getPublic().getEncoded()));
  }

  /** What one of its objects is called. */
  public ObjectName name(String id) {
    return new ObjectName(domain().toHex().substring(0, 8), id);
  }

  /** The CA that certifies its keys. */
  public DeviceCa ca() {
    return ca;
  }

  /** A signature by the management key, or by somebody else's for an issuer without one. */
  public Bytes sign(Bytes message) {
    try (Lease<AttestationScheme> lease = lease(catalogue, scheme)) {
      KeyPair keys = management.orElseGet(() -> freshKeys(catalogue, scheme));
      return lease.get().sign(keys.getPrivate(), message, new SecureRandom());
    }
  }

  /** A request for keys. */
  public ProvisioningRequest request(KeyTerms... keys) {
    return new ProvisioningRequest(
        managementKey(), List.of(keys), "alice", Bytes.EMPTY, Optional.empty());
  }

  /** A session that asks for keys. */
  public Visit visit(SecurityElement element, KeyTerms... keys) throws SecurityElementException {
    return visit(element, request(keys).encode());
  }

  /** A session with any request, also one that is none. */
  public Visit visit(SecurityElement element, Bytes request) throws SecurityElementException {
    ServerSide server = server();
    Established established = element.establish(server.request(request));
    return new Visit(this, element, server, established, request);
  }

  /** The server's end of a session that is still to be established. */
  public ServerSide server() {
    return new ServerSide(catalogue, suite, serverKeys);
  }
}
