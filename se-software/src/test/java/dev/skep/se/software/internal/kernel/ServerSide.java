package dev.skep.se.software.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.cbor.CborLimits;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The other end of one session: it recomputes everything by itself. */
public final class ServerSide {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  private final AlgorithmCatalogue catalogue;
  private final Suite suite;
  private final KeyPair keys;
  private final Bytes sessionId = random(16);
  private final Bytes offer = random(100);

  /** A server that offers one suite. */
  public ServerSide(AlgorithmCatalogue catalogue, Suite suite) {
    this(
        catalogue,
        suite,
        KEYS.computeIfAbsent(suite.transport(), name -> freshKeys(catalogue, suite)));
  }

  ServerSide(AlgorithmCatalogue catalogue, Suite suite, KeyPair keys) {
    this.catalogue = catalogue;
    this.suite = suite;
    this.keys = keys;
  }

  static KeyPair freshKeys(AlgorithmCatalogue catalogue, Suite suite) {
    try (SuiteLease lease = SuiteLease.take(catalogue, suite, Duration.ZERO).orElseThrow()) {
      return lease.transport().generateKeyPair(lease.transport().keySizesBits().get(0), RANDOM);
    }
  }

  /** What the client gives the SE. */
  public EstablishRequest request() {
    return request(Bytes.EMPTY);
  }

  EstablishRequest request(Bytes request) {
    try (SuiteLease lease = lease()) {
      return new EstablishRequest(
          sessionId,
          Transcript.digest(lease.kdf().transcriptHash(), offer),
          suite,
          Bytes.of(keys.getPublic().getEncoded()),
          request);
    }
  }

  /** Checks AK with the leaf's key and gives the server's end of the channel. */
  public RecordChannel accept(Established established) {
    try (SuiteLease lease = lease();
        Decapsulation k =
            lease.transport().decapsulate(keys, established.encapsulatedKey(), RANDOM)) {
      assertThat(k.failure()).isEmpty();
      Bytes th = transcriptHash(established, lease);
      try (SecretBytes ck = KeySchedule.confirmationKey(lease.kdf(), k.sharedSecret(), th)) {
        assertThat(
                lease
                    .attestation()
                    .verify(
                        lease.attestation().decodePublicKey(leafKey(established)),
                        AttestationMessage.of(th, ck),
                        established.attestation()))
            .isTrue();
      }
      return new RecordChannel(
          lease.cipher(),
          sessionId,
          Direction.SERVER_TO_SE,
          new TrafficKeys(
              trafficKey(lease, k, Direction.SERVER_TO_SE, th),
              trafficKey(lease, k, Direction.SE_TO_SERVER, th)),
          Position.START);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  Bytes transcriptHash(Established established, SuiteLease lease) {
    String hash = lease.kdf().transcriptHash();
    return new Transcript(
            Transcript.digest(hash, offer),
            suite,
            established.seNonce(),
            Bytes.of(keys.getPublic().getEncoded()),
            established.encapsulatedKey(),
            Transcript.digest(hash, established.certificateChain().get(0)))
        .hash(hash);
  }

  Bytes sessionId() {
    return sessionId;
  }

  Bytes publicKey() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  SecretBytes externalKey(Established established) {
    try (SuiteLease lease = lease();
        Decapsulation k =
            lease.transport().decapsulate(keys, established.encapsulatedKey(), RANDOM)) {
      return KeySchedule.externalKey(
          lease.kdf(), k.sharedSecret(), transcriptHash(established, lease));
    }
  }

  SuiteLease lease() {
    return SuiteLease.take(catalogue, suite, Duration.ZERO).orElseThrow();
  }

  /** A commit. */
  public static Bytes commit(RecordChannel server) {
    return seal(server, "commit", "");
  }

  static Bytes seal(RecordChannel server, String op, String content) {
    try (SecretBytes plaintext = SecretBytes.adopt(Bytes.utf8(content).toArray())) {
      return server.seal(op, Bytes.EMPTY, plaintext);
    }
  }

  /** What one answer says. */
  public static RecordChannel.Opened.Content open(RecordChannel server, Bytes record) {
    return (RecordChannel.Opened.Content) server.open(record, CborLimits.DEFAULT);
  }

  private static SecretBytes trafficKey(
      SuiteLease lease, Decapsulation k, Direction direction, Bytes th) {
    return KeySchedule.trafficKey(
        lease.kdf(), k.sharedSecret(), direction, th, lease.cipher().keyBytes());
  }

  private static Bytes leafKey(Established established)
      throws java.security.cert.CertificateException {
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(established.certificateChain().get(0).toArray()));
    return Bytes.of(leaf.getPublicKey().getEncoded());
  }

  static Bytes random(int length) {
    byte[] value = new byte[length];
    RANDOM.nextBytes(value);
    return Bytes.of(value);
  }
}
