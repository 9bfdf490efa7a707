package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ManagementKey;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * Compares what the SE says of a key with what it was asked for (spec rule D-7). One for each
 * message; not thread-safe.
 */
final class KeyCheck {
  private final MessageContext context;
  private final Attested attested;
  private final Bytes domain;

  KeyCheck(MessageContext context, Attested attested, Optional<ManagementKey> managementKey) {
    this.context = context;
    this.attested = attested;
    this.domain = IssuerDomain.of(managementKey, attested.serverPublicKey());
  }

  /** Checks one key against the terms that it was to be made with. */
  GeneratedKey check(KeyTerms wanted, Bytes attributes) throws Refusal {
    KeyGenerated generated;
    KeyStatement statement;
    try {
      generated = KeyGenerated.decode(attributes, context.limits());
      statement = KeyStatement.decode(generated.statement(), context.limits());
    } catch (MalformedMessageException e) {
      throw refused(wanted, "is of the wrong form: " + e.rejection().reason());
    }
    try (Lease<AttestationScheme> scheme =
        context.lease(AttestationScheme.class, wanted.algorithm())) {
      compare(wanted, statement, scheme.get());
      checkKey(wanted, statement, scheme.get());
    }
    Bytes attestation = checkSignature(wanted, generated);
    return new GeneratedKey(wanted, statement.publicKey(), attestation);
  }

  private void compare(KeyTerms wanted, KeyStatement said, AttestationScheme scheme)
      throws Refusal {
    KeyTerms terms = said.terms();
    require(terms.id().equals(wanted.id()), wanted, "has another id");
    require(terms.algorithm().equals(wanted.algorithm()), wanted, "has another algorithm");
    boolean schemesOwn = wanted.sizeBits() == 0 && scheme.keySizesBits().contains(terms.sizeBits());
    require(terms.sizeBits() == wanted.sizeBits() || schemesOwn, wanted, "has another size");
    require(terms.usages().equals(wanted.usages()), wanted, "has other usages");
    require(terms.pinId().equals(wanted.pinId()), wanted, "has another PIN");
    require(terms.label().equals(wanted.label()), wanted, "has another label");
    require(
        terms.signedAttestation() == wanted.signedAttestation(),
        wanted,
        "says otherwise whether it is signed");
    require(
        said.sessionId().equals(attested.session().sessionId()), wanted, "is of another session");
    require(said.domain().equals(domain), wanted, "is of another domain");
    require(
        said.serverKeyHash().equals(IssuerDomain.serverKeyHash(attested.serverPublicKey())),
        wanted,
        "is for another server key");
  }

  private void checkKey(KeyTerms wanted, KeyStatement said, AttestationScheme scheme)
      throws Refusal {
    try {
      PublicKey key = scheme.decodePublicKey(said.publicKey());
      int bits = said.terms().sizeBits();
      require(
          bits == 0 || !(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() == bits,
          wanted,
          "is of another size than it says");
    } catch (InvalidKeyException e) {
      throw refused(wanted, "is no good key: " + e.getMessage());
    }
  }

  /** The attestation for others; empty where none was asked for. */
  private Bytes checkSignature(KeyTerms wanted, KeyGenerated generated) throws Refusal {
    require(
        generated.signature().isPresent() == wanted.signedAttestation(),
        wanted,
        wanted.signedAttestation() ? "is not signed" : "is signed, unasked");
    if (generated.signature().isEmpty()) {
      return Bytes.EMPTY;
    }
    Bytes signature = generated.signature().get();
    String name = attested.suite().attestation();
    try (Lease<AttestationScheme> scheme = context.lease(AttestationScheme.class, name)) {
      PublicKey device = scheme.get().decodePublicKey(attested.leafPublicKey());
      Bytes message = KeyStatement.message(generated.statement());
      require(
          scheme.get().verify(device, message, signature), wanted, "has a signature that is wrong");
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a device key that was good no longer decodes", e);
    }
    return new KeyAttestation(generated.statement(), name, signature, attested.chain()).encode();
  }

  private static void require(boolean fits, KeyTerms wanted, String fault) throws Refusal {
    if (!fits) {
      throw refused(wanted, fault);
    }
  }

  private static Refusal refused(KeyTerms wanted, String fault) {
    return Refusal.rejected("D-7", "the statement on key '" + wanted.id() + "' " + fault);
  }
}
