package dev.skep.demo.internal.wire;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.se.Established;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.message.Response;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The man in the middle of the paper's section 3 at its best: it owns network and middleware,
 * replaces ServerPubK by a key of its own, and learns K. Everything else it passes on as it is, so
 * that the replaced key is the only thing that is wrong.
 */
public final class Attacker {
  private static final OAEPParameterSpec OAEP_256 =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  private final SuiteLease algorithms;
  private final KeyPair keys;
  private final SecureRandom random;

  /**
   * Makes a key pair of its own for the suite's transport, of the size that it makes by default.
   *
   * @param algorithms used, not closed
   */
  public Attacker(SuiteLease algorithms, SecureRandom random) {
    this.algorithms = algorithms;
    this.random = random;
    this.keys =
        algorithms
            .transport()
            .generateKeyPair(algorithms.transport().keySizesBits().get(0), random);
  }

  /** The key that it puts in the place of ServerPubK, SPKI in DER. */
  public Bytes publicKey() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  /**
   * Lets a victim's SE establish with the attacker's key, and takes K.
   *
   * @return the caller closes it
   * @throws SecurityElementException if the SE refuses
   */
  public Interception intercept(ReceivedOffer offer, SecurityElement victim)
      throws SecurityElementException {
    String hash = algorithms.kdf().transcriptHash();
    Established made = victim.establish(offer.request(suite(), hash, publicKey()));
    Decapsulation opened = algorithms.transport().decapsulate(keys, made.encapsulatedKey(), random);
    boolean proven = opened.failure().isEmpty() && proves(offer, made, opened.sharedSecret());
    return new Interception(offer, made, opened.sharedSecret(), proven);
  }

  /** Everything as the SE made it. */
  public Response forwarded(Interception caught) {
    return caught.offer().response(suite(), caught.made(), caught.made().encapsulatedKey());
  }

  /**
   * EK exchanged for one that the server can open, of another K.
   *
   * @throws InvalidKeyException if ServerPubK is refused
   */
  public Response withAnotherKey(Interception caught) throws InvalidKeyException {
    try (Encapsulation other = algorithms.transport().encapsulate(serverKey(caught), random)) {
      return caught.offer().response(suite(), caught.made(), other.encapsulatedKey());
    }
  }

  /**
   * EK exchanged for one that the server can open, of the very K that the SE holds. The transports
   * do not do this; of those here only RSA can be made to.
   *
   * @throws GeneralSecurityException if ServerPubK is no RSA key
   */
  public Response withTheSameKey(Interception caught) throws GeneralSecurityException {
    Cipher cipher =
        Cipher.getInstance(
            "RSA/ECB/OAEPPadding",
            new JcaEngines().select(List.of(JcaEngines.JDK), "Cipher", "RSA"));
    cipher.init(Cipher.ENCRYPT_MODE, serverKey(caught), OAEP_256, random);
    Bytes encrypted = Bytes.of(caught.sharedSecret().use(cipher::doFinal));
    return caught.offer().response(suite(), caught.made(), encrypted);
  }

  private PublicKey serverKey(Interception caught) throws InvalidKeyException {
    Bytes genuine = caught.offer().serverPublicKey(suite().transport());
    return algorithms.transport().decodePublicKey(genuine);
  }

  /** Whether AK is the SE's signature over the attacker's transcript and the CK of this secret. */
  private boolean proves(ReceivedOffer offer, Established made, SecretBytes sharedSecret) {
    String hash = algorithms.kdf().transcriptHash();
    Bytes leaf = made.certificateChain().get(0);
    Bytes transcript =
        new Transcript(
                Transcript.digest(hash, offer.encoded()),
                suite(),
                made.seNonce(),
                publicKey(),
                made.encapsulatedKey(),
                Transcript.digest(hash, leaf))
            .hash(hash);
    try (SecretBytes confirmation =
        KeySchedule.confirmationKey(algorithms.kdf(), sharedSecret, transcript)) {
      return algorithms
          .attestation()
          .verify(
              deviceKey(leaf), AttestationMessage.of(transcript, confirmation), made.attestation());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey deviceKey(Bytes leaf) throws GeneralSecurityException {
    PublicKey key =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(leaf.toArray()))
            .getPublicKey();
    return algorithms.attestation().decodePublicKey(Bytes.of(key.getEncoded()));
  }

  private Suite suite() {
    return algorithms.suite();
  }
}
