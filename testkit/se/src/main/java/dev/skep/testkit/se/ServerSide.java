package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.Direction;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.provisioning.CertificateChain;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/**
 * The other end of one session: it recomputes everything by itself (spec sections 5 and 6). What
 * must be true and is not fails with an {@link AssertionError}.
 */
public final class ServerSide {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final AlgorithmCatalogue catalogue;
  private final Suite suite;
  private final KeyPair keys;
  private final Bytes sessionId = random(Offer.SESSION_ID_BYTES);
  private final Bytes offer = random(100);

  /**
   * A server that offers one suite.
   *
   * @param keys for the suite's transport, as {@link #freshKeys}
   */
  public ServerSide(AlgorithmCatalogue catalogue, Suite suite, KeyPair keys) {
    this.catalogue = catalogue;
    this.suite = suite;
    this.keys = keys;
  }

  /** A key pair for a transport, of its smallest size. */
  public static KeyPair freshKeys(AlgorithmCatalogue catalogue, String transport) {
    try (Lease<KeyTransport> lease =
        catalogue.lease(KeyTransport.class, transport, Duration.ZERO).orElseThrow()) {
      return lease.get().generateKeyPair(Collections.min(lease.get().keySizesBits()), RANDOM);
    }
  }

  /** What the client gives the SE where the issuer asks for nothing. */
  public EstablishRequest request() {
    return request(Bytes.EMPTY);
  }

  /**
   * What the client gives the SE.
   *
   * @param request the issuer's
   */
  public EstablishRequest request(Bytes request) {
    try (SuiteLease lease = lease()) {
      return new EstablishRequest(
          sessionId,
          Transcript.digest(lease.kdf().transcriptHash(), offer),
          suite,
          publicKey(),
          request);
    }
  }

  /** Checks AK with the leaf's key and gives the server's end of the channel. */
  public RecordChannel accept(Established established) {
    assertTrue(attests(established), "AK does not verify (T-1, T-2, T-3)");
    try (SuiteLease lease = lease();
        Decapsulation k = decapsulate(established, lease)) {
      Bytes th = transcriptHash(established);
      return new RecordChannel(
          lease.cipher(),
          sessionId,
          Direction.SERVER_TO_SE,
          new TrafficKeys(
              trafficKey(lease, k, Direction.SERVER_TO_SE, th),
              trafficKey(lease, k, Direction.SE_TO_SERVER, th)),
          Position.START);
    }
  }

  /** Whether AK verifies over what this server computes (spec rules T-1 to T-3). */
  public boolean attests(Established established) {
    try (SuiteLease lease = lease();
        Decapsulation k = decapsulate(established, lease);
        SecretBytes ck =
            KeySchedule.confirmationKey(
                lease.kdf(), k.sharedSecret(), transcriptHash(established))) {
      AttestationScheme scheme = lease.attestation();
      return k.failure().isEmpty()
          && scheme.verify(
              scheme.decodePublicKey(leafKey(established)),
              AttestationMessage.of(transcriptHash(established), ck),
              established.attestation());
    } catch (InvalidKeyException e) {
      throw new AssertionError("the leaf's key is not fit for " + suite.attestation(), e);
    }
  }

  private Decapsulation decapsulate(Established established, SuiteLease lease) {
    return lease.transport().decapsulate(keys, established.encapsulatedKey(), RANDOM);
  }

  /** TH of a session (spec rule T-1). */
  public Bytes transcriptHash(Established established) {
    try (SuiteLease lease = lease()) {
      String hash = lease.kdf().transcriptHash();
      return new Transcript(
              Transcript.digest(hash, offer),
              suite,
              established.seNonce(),
              publicKey(),
              established.encapsulatedKey(),
              Transcript.digest(hash, established.certificateChain().get(0)))
          .hash(hash);
    }
  }

  /** K; the caller closes it. */
  SecretBytes sharedSecret(Established established) {
    try (SuiteLease lease = lease();
        Decapsulation k = decapsulate(established, lease)) {
      return k.sharedSecret().slice(0, k.sharedSecret().length());
    }
  }

  /** The key for data made outside the SE (spec rule K-4); the caller closes it. */
  public SecretBytes externalKey(Established established) {
    try (SuiteLease lease = lease();
        Decapsulation k = decapsulate(established, lease)) {
      return KeySchedule.externalKey(lease.kdf(), k.sharedSecret(), transcriptHash(established));
    }
  }

  /** The session's id. */
  public Bytes sessionId() {
    return sessionId;
  }

  /** ServerPubK, SPKI in DER. */
  public Bytes publicKey() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  private SuiteLease lease() {
    Optional<SuiteLease> lease = SuiteLease.take(catalogue, suite, Duration.ZERO);
    return lease.orElseThrow(() -> new AssertionError("not in the catalogue: " + suite));
  }

  /** A commit of a session whose request was empty. */
  public static Bytes commit(RecordChannel server) {
    return seal(server, "commit", "");
  }

  /** A record without attributes. */
  public static Bytes seal(RecordChannel server, String op, String content) {
    try (SecretBytes plaintext = SecretBytes.adopt(Bytes.utf8(content).toArray())) {
      return server.seal(op, Bytes.EMPTY, plaintext);
    }
  }

  /** What one answer says; the caller closes it. */
  public static Opened.Content open(RecordChannel server, Bytes record) {
    return assertInstanceOf(
        Opened.Content.class,
        server.open(record, CborLimits.DEFAULT),
        "the SE's record does not open");
  }

  private static SecretBytes trafficKey(
      SuiteLease lease, Decapsulation k, Direction direction, Bytes th) {
    return KeySchedule.trafficKey(
        lease.kdf(), k.sharedSecret(), direction, th, lease.cipher().keyBytes());
  }

  /** The key of the chain's leaf, SPKI in DER. */
  public static Bytes leafKey(Established established) {
    try {
      byte[] leaf = established.certificateChain().get(0).toArray();
      return CertificateChain.publicKey(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(leaf)));
    } catch (CertificateException e) {
      throw new AssertionError("the leaf is no certificate", e);
    }
  }

  /** Fresh random bytes. */
  public static Bytes random(int length) {
    byte[] value = new byte[length];
    RANDOM.nextBytes(value);
    return Bytes.of(value);
  }

  static void verifies(
      AlgorithmCatalogue catalogue, String scheme, Bytes key, Bytes message, Bytes signature) {
    assertEquals(
        true,
        isSignature(catalogue, scheme, key, message, signature),
        "a signature does not verify");
  }

  static boolean isSignature(
      AlgorithmCatalogue catalogue, String scheme, Bytes key, Bytes message, Bytes signature) {
    try (Lease<AttestationScheme> lease =
        catalogue.lease(AttestationScheme.class, scheme, Duration.ZERO).orElseThrow()) {
      return lease.get().verify(lease.get().decodePublicKey(key), message, signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("a key is not fit for " + scheme, e);
    }
  }
}
