package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.operation.Draft;
import dev.skep.se.kernel.internal.operation.Room;
import dev.skep.se.kernel.internal.operation.SessionBinding;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The atomic step (spec section 5): the keys that the request asks for, K, EK, TH, CK, AK, the keys
 * of the session. Whatever fails, nothing of it stays. Thread-safe.
 */
final class Establishment {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;
  private final Sessions sessions;
  private final Room room;
  private final RequestReader requests;
  private final KeyGeneration keys;
  private final HealthTestedRandom random;

  /**
   * The step.
   *
   * @param room for what sessions make
   */
  Establishment(
      AlgorithmCatalogue catalogue, Sessions sessions, Room room, HealthTestedRandom random) {
    this.catalogue = catalogue;
    this.sessions = sessions;
    this.room = room;
    this.requests = new RequestReader(catalogue);
    this.keys = new KeyGeneration(catalogue, random);
    this.random = random;
  }

  Established establish(EstablishRequest request, Personalization.Identity identity)
      throws SecurityElementException {
    if (!request.suite().attestation().equals(identity.key().scheme())) {
      throw refused(
          "this security element attests with "
              + identity.key().scheme()
              + ", not "
              + request.suite().attestation());
    }
    sessions.requireRoom();
    try (SuiteLease suite =
        SuiteLease.take(catalogue, request.suite(), WAIT)
            .orElseThrow(() -> refused("it does not have all of " + request.suite()))) {
      return establish(request, identity, suite);
    }
  }

  private Established establish(
      EstablishRequest request, Personalization.Identity identity, SuiteLease suite)
      throws SecurityElementException {
    String hash = suite.kdf().transcriptHash();
    if (request.offerHash().length() != Transcript.digest(hash, Bytes.EMPTY).length()) {
      throw refused(
          "H(offer) has " + request.offerHash().length() + " bytes, which is not " + hash);
    }
    PublicKey serverKey = serverKey(request, suite);
    ProvisioningRequest wanted = requests.read(request.request());
    Origin origin =
        new Origin(
            IssuerDomain.of(wanted.managementKey(), request.serverPublicKey()),
            IssuerDomain.serverKeyHash(request.serverPublicKey()));
    Draft draft = new Draft(room);
    boolean kept = false;
    try {
      KeyGeneration.Session session =
          new KeyGeneration.Session(request.sessionId(), origin, identity, suite.attestation());
      List<Bytes> made = keys.make(wanted.keys(), session, draft);
      Established established =
          attest(new Step(request, wanted, identity, origin, suite), serverKey, made, draft);
      kept = true;
      return established;
    } finally {
      if (!kept) {
        draft.close();
      }
    }
  }

  /** What the last part of the step works on. */
  private record Step(
      EstablishRequest request,
      ProvisioningRequest wanted,
      Personalization.Identity identity,
      Origin origin,
      SuiteLease suite) {
    Bytes transcriptHash(Bytes seNonce, Bytes encapsulatedKey) {
      String hash = suite.kdf().transcriptHash();
      return new Transcript(
              request.offerHash(),
              request.suite(),
              seNonce,
              request.serverPublicKey(),
              encapsulatedKey,
              Transcript.digest(hash, identity.leaf()))
          .hash(hash);
    }

    SessionBinding binding(Bytes transcriptHash) {
      return new SessionBinding(
          transcriptHash,
          origin,
          CommitAttributes.hashOf(request.request()),
          wanted.managementKey());
    }
  }

  private Established attest(Step step, PublicKey serverKey, List<Bytes> made, Draft draft)
      throws SecurityElementException {
    SuiteLease suite = step.suite();
    Bytes seNonce = freshNonce();
    try (Encapsulation encapsulation = suite.transport().encapsulate(serverKey, random)) {
      SecretBytes shared = encapsulation.sharedSecret();
      checkSharedSecret(shared, suite);
      Bytes transcriptHash = step.transcriptHash(seNonce, encapsulation.encapsulatedKey());
      Bytes attestation;
      SessionKeys keys;
      try (KeySchedule schedule = KeySchedule.of(suite.kdf(), shared, transcriptHash)) {
        attestation = attest(step.identity(), suite, schedule, transcriptHash);
        keys = SessionKeys.derive(schedule, suite.cipher());
      }
      SessionState state =
          new SessionState(
              step.request().suite(),
              step.request().sessionId(),
              step.binding(transcriptHash),
              keys,
              Position.START);
      RecordChannel channel = RecordProcessing.channel(suite.cipher(), state);
      List<Bytes> records = seal(channel, made);
      return new Established(
          sessions.begin(state.at(channel.position()), draft),
          seNonce,
          encapsulation.encapsulatedKey(),
          attestation,
          step.identity().chain(),
          records);
    }
  }

  private static List<Bytes> seal(RecordChannel channel, List<Bytes> made) {
    List<Bytes> records = new ArrayList<>();
    try (SecretBytes nothing = SecretBytes.adopt(new byte[0])) {
      for (Bytes attributes : made) {
        records.add(channel.seal(Operations.KEY_GENERATED, attributes, nothing));
      }
      return records;
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static PublicKey serverKey(EstablishRequest request, SuiteLease suite)
      throws SecurityElementException {
    try {
      return suite.transport().decodePublicKey(request.serverPublicKey());
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED,
          "the server's key is not fit for " + request.suite().transport() + ": " + e.getMessage(),
          e);
    }
  }

  private Bytes freshNonce() {
    try (SecretBytes nonce = SecretBytes.random(Offer.NONCE_BYTES, random)) {
      random.mustBeNew("nonce", nonce);
      return nonce.use(Bytes::of);
    }
  }

  private void checkSharedSecret(SecretBytes shared, SuiteLease suite) {
    if (shared.length() != suite.transport().sharedSecretBytes()) {
      throw new IllegalStateException(
          suite.suite().transport() + " made K of " + shared.length() + " bytes");
    }
    random.mustBeNew("K", shared);
  }

  /** Signs, and lets the signature out only after it was verified here (attack 68). */
  private static Bytes attest(
      Personalization.Identity identity, SuiteLease suite, KeySchedule keys, Bytes transcriptHash)
      throws SecurityElementException {
    try (SecretBytes confirmation = keys.confirmationKey()) {
      Bytes signature = identity.key().attest(transcriptHash, confirmation);
      Bytes message = AttestationMessage.of(transcriptHash, confirmation);
      AttestationScheme scheme = suite.attestation();
      if (scheme.verify(scheme.decodePublicKey(identity.key().publicKey()), message, signature)) {
        return signature;
      }
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED,
          "the installed " + suite.suite().attestation() + " refuses this SE's key",
          e);
    }
    throw refused(
        "the attestation came out wrong and was thrown away: there is a fault in the machine or in"
            + " the bundle of "
            + suite.suite().attestation());
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }
}
