package dev.skep.se.kernel.internal.use;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The computations with provisioned keys and secrets. */
public final class KeyUse {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final String HMAC = "HmacSHA256";

  private final AlgorithmCatalogue catalogue;
  private final SecureRandom random;

  /**
   * Computations.
   *
   * @param random for signing
   */
  public KeyUse(AlgorithmCatalogue catalogue, SecureRandom random) {
    this.catalogue = catalogue;
    this.random = random;
  }

  /**
   * Makes ready to sign.
   *
   * @throws SecurityElementException with {@code REFUSED} if the key's algorithm is not installed
   */
  Signer open(KeyTerms terms) throws SecurityElementException {
    return new Signer(
        catalogue
            .lease(AttestationScheme.class, terms.algorithm(), WAIT)
            .orElseThrow(
                () ->
                    new SecurityElementException(
                        Kind.REFUSED,
                        terms.algorithm()
                            + " is not installed, so "
                            + terms.id()
                            + " cannot sign: install the bundle that has it")),
        random);
  }

  /** An algorithm while it is lent. */
  record Signer(Lease<AttestationScheme> lease, SecureRandom random) implements AutoCloseable {
    /**
     * Signs, and lets the signature out only after it was verified here: a fault must not leak the
     * key.
     *
     * @param pkcs8 read, not kept
     * @param publicKey SPKI in DER
     */
    Bytes sign(SecretBytes pkcs8, Bytes publicKey, Bytes message) throws SecurityElementException {
      AttestationScheme scheme = lease.get();
      try {
        Bytes signature = scheme.sign(scheme.decodePrivateKey(pkcs8), message, random);
        if (scheme.verify(scheme.decodePublicKey(publicKey), message, signature)) {
          return signature;
        }
      } catch (InvalidKeyException e) {
        throw new SecurityElementException(
            Kind.REFUSED, "the installed " + scheme.name() + " refuses the key", e);
      }
      throw new SecurityElementException(
          Kind.REFUSED,
          "the signature came out wrong and was thrown away: there is a fault in the machine or in"
              + " the bundle of "
              + scheme.name());
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /**
   * HMAC-SHA-256 (RFC 7518 section 3.2).
   *
   * @param key read, not kept
   * @return 32 bytes
   */
  static Bytes hs256(SecretBytes key, Bytes message) {
    try {
      Mac mac =
          Mac.getInstance(HMAC, new JcaEngines().select(List.of(JcaEngines.JDK), "Mac", HMAC));
      mac.init(key.use(bytes -> new SecretKeySpec(bytes, HMAC)));
      return Bytes.of(mac.doFinal(message.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's " + HMAC + " failed: " + e.getMessage(), e);
    }
  }
}
