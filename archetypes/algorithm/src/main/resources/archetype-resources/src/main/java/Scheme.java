package ${package};

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.capability.ProvideAlgorithm;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The attestation scheme ${algorithm}. This is the class to write: each method that is marked WRITE
 * THIS says what it has to do. All of them are called from many threads.
 *
 * <p>Ask for engines by Cipher.getInstance(name, provider) and the like, with the class
 * JcaEngines of the api for the provider; leave the JVM's list of providers alone.
 */
@Component(
    service = AttestationScheme.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + Scheme.NAME)
@ProvideAlgorithm(value = Scheme.NAME, role = AttestationScheme.class)
public final class Scheme implements AttestationScheme {
  /** What offers call it: a registered name, else a domain of ours, backwards, and a name. */
  static final String NAME = "${algorithm}";

  /** For the container, and for ServiceLoader. */
  public Scheme() {}

  @Override
  public String name() {
    return NAME;
  }

  /** WRITE THIS: the key sizes in bits, the default first. */
  @Override
  public List<Integer> keySizesBits() {
    return List.of(256);
  }

  /** WRITE THIS: a key pair whose parts encode as SPKI and PKCS 8. */
  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    if (!keySizesBits().contains(sizeBits)) {
      throw new IllegalArgumentException(NAME + " has no keys of " + sizeBits + " bits");
    }
    throw notWritten("generateKeyPair");
  }

  /** WRITE THIS: one encoding of each key, of this algorithm, of a size that is fit; no other. */
  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    throw notWritten("decodePublicKey");
  }

  /** WRITE THIS: as strict as for public keys. */
  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    throw notWritten("decodePrivateKey");
  }

  /** WRITE THIS: signs the whole message. */
  @Override
  public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
    throw notWritten("sign");
  }

  /** WRITE THIS: false for all that is not this key's signature of this message; no exception. */
  @Override
  public boolean verify(PublicKey key, Bytes message, Bytes signature) {
    throw notWritten("verify");
  }

  private static IllegalStateException notWritten(String method) {
    return new IllegalStateException("Scheme." + method + " is not written yet");
  }
}
