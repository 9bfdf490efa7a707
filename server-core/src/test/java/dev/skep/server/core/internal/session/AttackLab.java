package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.issuer.SessionStore;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.provider.ecdh.internal.DhkemP256;
import dev.skep.provider.ecdh.internal.DhkemX25519;
import dev.skep.provider.ecdh.internal.EcEngines;
import dev.skep.provider.ecdh.internal.Ed25519;
import dev.skep.provider.ecdh.internal.Es256;
import dev.skep.provider.ecdh.internal.Es384;
import dev.skep.provider.rsa.internal.Ps256;
import dev.skep.provider.rsa.internal.Rs256;
import dev.skep.provider.rsa.internal.Rs256Dias;
import dev.skep.provider.rsa.internal.RsaEngines;
import dev.skep.provider.rsa.internal.RsaOaep256;
import dev.skep.provider.symmetric.internal.A128CbcHs256;
import dev.skep.provider.symmetric.internal.A256Gcm;
import dev.skep.provider.symmetric.internal.HkdfSha256;
import dev.skep.provider.symmetric.internal.HkdfSha384;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.offer.ServerKey;
import dev.skep.server.core.internal.offer.StaticKeys;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import dev.skep.server.core.internal.trust.DirectoryDeviceTrust;
import dev.skep.server.core.internal.trust.TrustListener;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A real server with real providers, real trust and a device CA, for tests that attack it. */
final class AttackLab {
  static final Suite EC = suite("DHKEM-P256-HKDF-SHA256", "ES256");
  static final Suite RSA = suite("RSA-OAEP-256", "RS256");
  private static final KeyPair RSA_PAIR = rsaPair();
  static final String DIAS_OID = "1.3.6.1.4.1.99999.1";

  final SecureRandom random = new SecureRandom();
  final JcaEngines engines = new JcaEngines();
  final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  final TestClock clock = new TestClock();
  final TestDeviceCa deviceCa = new TestDeviceCa();
  final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
  final StaticKeys staticKeys;
  volatile boolean retired;
  final ServerParts parts;
  volatile ServerPolicy policy = policy(Optional.empty());
  volatile Optional<EnrollmentAuthority> authority = Optional.empty();
  volatile Optional<CertificateIssuer> certificates = Optional.empty();
  volatile Optional<ManagementKeys> managementKeys = Optional.empty();
  final CeremonyServer server;

  AttackLab() {
    engines.add(new BouncyCastleProvider());
    installAlgorithms();
    staticKeys = staticRsaKey();
    parts = parts(new NodeLocalSessionStore(clock), newSealer());
    server = node(parts);
  }

  static Suite suite(String transport, String attestation) {
    return new Suite(transport, attestation, "HKDF-SHA256", "A256GCM");
  }

  CeremonyServer node(ServerParts of) {
    IssuerRoles roles = new IssuerRoles(() -> authority, () -> certificates, () -> managementKeys);
    return new CeremonyServer(of, () -> policy, roles);
  }

  Sealer newSealer() {
    return new Sealer(SecretBytes.random(Sealer.KEY_BYTES, random), random, engines);
  }

  ServerParts parts(SessionStore store, Sealer sealer) {
    return new ServerParts(
        catalogue, trust(), store, staticKeys, sealer, audit::add, random, clock);
  }

  static ServerPolicy policy(Optional<String> dias) {
    return new ServerPolicy(
        "https://issuer.example",
        new ServerPolicy.Algorithms(
            List.of("DHKEM-P256-HKDF-SHA256", "DHKEM-X25519-HKDF-SHA256", "RSA-OAEP-256"),
            List.of("ES256", "Ed25519", "PS256", "RS256", "RS256-DIAS", "ES384"),
            List.of("HKDF-SHA256", "HKDF-SHA384"),
            List.of("A256GCM", "A128CBC-HS256")),
        Duration.ofSeconds(120),
        Duration.ofSeconds(600),
        dias,
        CborLimits.DEFAULT.maximumBytes());
  }

  private void installAlgorithms() {
    List<String> preference = List.of("BC", JcaEngines.JDK);
    EcEngines ec = new EcEngines(engines, preference);
    RsaEngines rsa = new RsaEngines(engines, List.of(JcaEngines.JDK, "BC"));
    catalogue.add(KeyTransport.class, new DhkemP256(ec), 0);
    catalogue.add(KeyTransport.class, new DhkemX25519(ec), 0);
    catalogue.add(KeyTransport.class, new RsaOaep256(rsa), 0);
    catalogue.add(AttestationScheme.class, new Es256(ec), 0);
    catalogue.add(AttestationScheme.class, new Es384(ec), 0);
    catalogue.add(AttestationScheme.class, new Ed25519(ec), 0);
    catalogue.add(AttestationScheme.class, new Ps256(rsa), 0);
    catalogue.add(AttestationScheme.class, new Rs256(rsa), 0);
    catalogue.add(AttestationScheme.class, new Rs256Dias(rsa), 0);
    catalogue.add(KeyDerivation.class, new HkdfSha256(), 0);
    catalogue.add(KeyDerivation.class, new HkdfSha384(), 0);
    catalogue.add(SessionCipher.class, new A256Gcm(), 0);
    catalogue.add(SessionCipher.class, new A128CbcHs256(), 0);
  }

  private static KeyPair rsaPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private StaticKeys staticRsaKey() {
    ServerKey key =
        new ServerKey(Bytes.hex("01"), Bytes.of(RSA_PAIR.getPublic().getEncoded()), RSA_PAIR);
    return new StaticKeys() {
      @Override
      public Optional<ServerKey> current(KeyTransport transport) {
        return Optional.of(key);
      }

      @Override
      public Optional<ServerKey> find(KeyTransport transport, Bytes keyId) {
        return Optional.of(key).filter(known -> !retired && known.keyId().equals(keyId));
      }
    };
  }

  <T extends dev.skep.api.algorithm.Algorithm> T algorithm(Class<T> role, String name) {
    try (var lease = catalogue.lease(role, name, Duration.ZERO).orElseThrow()) {
      return lease.get();
    }
  }

  private DirectoryDeviceTrust trust() {
    try {
      Path work = Files.createDirectories(Path.of("target", "trust"));
      Path directory = Files.createTempDirectory(work, "anchors");
      Path anchor = directory.resolve("device-ca.pem");
      Files.write(anchor, deviceCa.certificate().toArray());
      Files.move(anchor, directory.resolve("device-ca.crt"));
      return DirectoryDeviceTrust.open(TrustSettings.of(directory), engines, TrustListener.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (dev.skep.api.SettingsException e) {
      throw new IllegalStateException(e);
    }
  }

  GenuineDevice device(String attestation) {
    return new GenuineDevice(this, attestation, deviceCa);
  }

  OfferEnvelope offer() {
    return offer(server);
  }

  OfferEnvelope offer(CeremonyServer from) {
    return envelope(from.offer(Bytes.EMPTY, "test"));
  }

  static OfferEnvelope envelope(Answer answer) {
    if (answer instanceof Answer.Accepted accepted) {
      try {
        return OfferEnvelope.decode(accepted.body(), CborLimits.DEFAULT);
      } catch (dev.skep.protocol.cbor.MalformedMessageException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("no offer: " + answer);
  }

  Answer send(Response response) {
    return server.establish(response.encode(), "test");
  }

  AuditEvent lastEvent() {
    return audit.get(audit.size() - 1);
  }

  String lastRule() {
    return lastEvent().rejection().orElseThrow().rule();
  }

  static boolean accepted(Answer answer) {
    return answer instanceof Answer.Accepted;
  }

  static Answer.Refused refused(RefusalCode code) {
    return new Answer.Refused(code);
  }
}
