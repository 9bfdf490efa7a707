package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An issuer under test: its server key and, if it has one, its management key. */
final class Issuer {
  static final String SCHEME = "ES256";

  private final Device device;
  private final KeyPair serverKeys;
  private final Optional<KeyPair> management;

  private Issuer(Device device, KeyPair serverKeys, Optional<KeyPair> management) {
    this.device = device;
    this.serverKeys = serverKeys;
    this.management = management;
  }

  static Issuer managed(Device device) {
    try (Lease<AttestationScheme> lease = scheme(device)) {
      KeyPair keys = lease.get().generateKeyPair(256, new SecureRandom());
      return new Issuer(
          device, ServerSide.freshKeys(device.catalogue, device.suite), Optional.of(keys));
    }
  }

  static Issuer unmanaged(Device device) {
    return new Issuer(
        device, ServerSide.freshKeys(device.catalogue, device.suite), Optional.empty());
  }

  static KeyTerms key(String id, String pin) {
    return new KeyTerms(
        id,
        "ES256",
        0,
        Set.of(KeyUsage.DIGITAL_SIGNATURE),
        Optional.of(pin).filter(name -> !name.isEmpty()),
        "Key " + id,
        false);
  }

  private static Lease<AttestationScheme> scheme(Device device) {
    return device.catalogue.lease(AttestationScheme.class, SCHEME, Duration.ZERO).orElseThrow();
  }

  Optional<ManagementKey> managementKey() {
    return management.map(
        keys -> new ManagementKey(SCHEME, Bytes.of(keys.getPublic().getEncoded())));
  }

  Bytes domain() {
    return IssuerDomain.of(managementKey(), Bytes.of(serverKeys.getPublic().getEncoded()));
  }

  /** A signature by the management key, or by somebody else's for an issuer without one. */
  Bytes sign(Bytes message) {
    try (Lease<AttestationScheme> lease = scheme(device)) {
      SecureRandom random = new SecureRandom();
      KeyPair keys = management.orElseGet(() -> lease.get().generateKeyPair(256, random));
      return lease.get().sign(keys.getPrivate(), message, random);
    }
  }

  ProvisioningRequest request(KeyTerms... keys) {
    return new ProvisioningRequest(
        managementKey(), List.of(keys), "alice", Bytes.EMPTY, Optional.empty());
  }

  Visit visit(KernelSecurityElement element, KeyTerms... keys) throws SecurityElementException {
    return visit(element, request(keys).encode());
  }

  Visit visit(KernelSecurityElement element, Bytes request) throws SecurityElementException {
    ServerSide server = new ServerSide(device.catalogue, device.suite, serverKeys);
    Established established = element.establish(server.request(request));
    return new Visit(this, element, server, established, request);
  }
}
