package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.operation.Change;
import dev.skep.se.kernel.internal.operation.Draft;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the keys that a request asks for, and says of each what it is (spec rules D-5, D-6). */
final class KeyGeneration {
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final AlgorithmCatalogue catalogue;
  private final HealthTestedRandom random;

  /**
   * In whose name keys are made and attested.
   *
   * @param attestation the scheme of the identity's key
   */
  record Session(
      Bytes sessionId,
      Origin origin,
      Personalization.Identity identity,
      AttestationScheme attestation) {}

  KeyGeneration(AlgorithmCatalogue catalogue, HealthTestedRandom random) {
    this.catalogue = catalogue;
    this.random = random;
  }

  /**
   * Makes keys.
   *
   * @param draft gets them; the caller closes it if this fails
   * @return the attributes of {@code key.generated} for each, in order
   * @throws SecurityElementException with {@code REFUSED} if one cannot be made
   */
  List<Bytes> make(List<KeyTerms> wanted, Session session, Draft draft)
      throws SecurityElementException {
    List<Bytes> attributes = new ArrayList<>();
    for (KeyTerms terms : wanted) {
      attributes.add(make(terms, session, draft));
    }
    return attributes;
  }

  private Bytes make(KeyTerms terms, Session session, Draft draft) throws SecurityElementException {
    try (Lease<AttestationScheme> lease = lease(terms)) {
      KeyPair pair = lease.get().generateKeyPair(size(terms, lease.get()), random);
      SecretBytes pkcs8 = SecretBytes.adopt(pair.getPrivate().getEncoded());
      boolean added = false;
      try {
        Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
        checkMade(lease.get(), publicKey, pkcs8);
        KeyStatement statement =
            new KeyStatement(
                terms,
                publicKey,
                session.sessionId(),
                session.origin().domain(),
                session.origin().serverKeyHash());
        Optional<Bytes> signature =
            terms.signedAttestation() ? Optional.of(attest(statement, session)) : Optional.empty();
        Bytes attributes = new KeyGenerated(statement.encode(), signature).encode();
        added = true;
        add(draft, new StoredKey(statement, List.of(), signature, pkcs8), attributes);
        return attributes;
      } finally {
        if (!added) {
          pkcs8.close();
        }
      }
    }
  }

  private Lease<AttestationScheme> lease(KeyTerms terms) throws SecurityElementException {
    Lease<AttestationScheme> lease =
        catalogue
            .lease(AttestationScheme.class, terms.algorithm(), WAIT)
            .orElseThrow(
                () -> refused("it cannot make " + terms.id() + ": no " + terms.algorithm()));
    if (lease.get().dualUse()) {
      lease.close();
      throw refused(
          "it makes no " + terms.id() + ": " + terms.algorithm() + " is for attestation only");
    }
    return lease;
  }

  private static int size(KeyTerms terms, AttestationScheme scheme)
      throws SecurityElementException {
    List<Integer> sizes = scheme.keySizesBits();
    if (terms.sizeBits() != 0 && !sizes.contains(terms.sizeBits())) {
      throw refused(
          "it cannot make "
              + terms.id()
              + ": "
              + terms.algorithm()
              + " has keys of "
              + sizes
              + " bits, not "
              + terms.sizeBits());
    }
    return terms.sizeBits() == 0 ? sizes.get(0) : terms.sizeBits();
  }

  private void checkMade(AttestationScheme scheme, Bytes publicKey, SecretBytes pkcs8) {
    try {
      scheme.decodePublicKey(publicKey);
      scheme.decodePrivateKey(pkcs8);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(scheme.name() + " refuses the key that it made itself", e);
    }
    try (SecretBytes value = SecretBytes.adopt(publicKey.toArray())) {
      random.mustBeNew("key", value);
    }
  }

  /** Signs, and lets the signature out only after it was verified here (attack 68). */
  private static Bytes attest(KeyStatement statement, Session session)
      throws SecurityElementException {
    Bytes signature = session.identity().key().attestKey(statement);
    Bytes message = KeyStatement.message(statement.encode());
    try {
      AttestationScheme scheme = session.attestation();
      Bytes own = session.identity().key().publicKey();
      if (scheme.verify(scheme.decodePublicKey(own), message, signature)) {
        return signature;
      }
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          Kind.REFUSED, "the installed attestation scheme refuses this SE's key", e);
    }
    throw refused(
        "the key attestation came out wrong and was thrown away: there is a fault in the machine or"
            + " in the bundle of "
            + session.attestation().name());
  }

  private static void add(Draft draft, StoredKey key, Bytes attributes)
      throws SecurityElementException {
    try (SecretBytes nothing = SecretBytes.adopt(new byte[0])) {
      Bytes digest = Receipt.change(Operations.KEY_GENERATED, attributes, nothing);
      Optional<String> problem = draft.add(new Change.Make(key), digest);
      if (problem.isPresent()) {
        throw refused(
            "it has no room for the key "
                + key.id()
                + ": finish or abort other sessions, wait until one expires, or raise object.quota");
      }
    }
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }
}
